package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.stack.Bundles;
import io.recloop.recommender.stack.SyntheticModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BprFoldInTest {
    private static final int ITEMS = 120;
    private static final int K = 16;

    /// 17 factors of norms below 8: 2·17·2⁻²⁴·64.
    private static final double SCORE_ERROR = 1.3e-4;

    private final SyntheticModel planted = new SyntheticModel(1, 30, ITEMS, K).ofPairs();
    private final RankingModel model =
            RankingModelFactory.bpr(planted.content(), SyntheticModel.BPR_PARAMETERS, Recency.NONE);

    @TempDir
    Path folder;

    @Test
    void aKnownUserWithoutNewsKeepsTheStoredFactorsAndTheBiasCounts() {
        var userVector = model.userVector("u4", List.of());

        assertThat(userVector.origin()).isEqualTo(UserVector.Origin.TRAINED);
        assertThat(Arrays.copyOf(userVector.copyOfFactors(), K)).isEqualTo(planted.user(4));
        requireExactOrder(userVector, planted.user(4));
    }

    @Test
    void newsIsFoldedInBesideTheHistory() {
        int added = IntStream.range(0, ITEMS)
                .filter(row -> Arrays.stream(planted.had(4)).noneMatch(had -> had == row))
                .findFirst()
                .orElseThrow();
        var userVector = model.userVector("u4", List.of(new Interaction("i" + added, Signal.POSITIVE)));

        var full = IntStream.concat(Arrays.stream(planted.liked(4)), IntStream.of(added))
                .toArray();
        assertThat(userVector.origin()).isEqualTo(UserVector.Origin.FOLDED_IN);
        assertThat(Arrays.copyOf(userVector.copyOfFactors(), K)).isEqualTo(planted.solvePairs(full));
        assertThat(planted.solvePairs(full)).isNotEqualTo(planted.user(4));
        requireExactOrder(userVector, planted.solvePairs(full));
    }

    @Test
    void aNewcomerIsDrawnToWhatIsLiked() {
        var userVector = model.userVector(null, List.of(new Interaction("i7", Signal.POSITIVE)));

        assertThat(Arrays.copyOf(userVector.copyOfFactors(), K)).isEqualTo(planted.solvePairs(7));
        double liked = planted.score(planted.solvePairs(7), 7);
        assertThat(liked).isGreaterThan(planted.score(new float[K], 7));
        assertThat(model.userVector("nobody", List.of()).origin()).isEqualTo(UserVector.Origin.UNKNOWN);
    }

    @Test
    void aScoreIsNoSumOverTheLikes() {
        assertThat(model.explain(model.userVector("u4", List.of()), 3)).isEmpty();
    }

    @Test
    void itemsMayHaveNoBias() {
        var plain = new SyntheticModel(1, 30, ITEMS, K);
        var unbiased = RankingModelFactory.bpr(plain.content(), SyntheticModel.BPR_PARAMETERS, Recency.NONE);

        var userVector = unbiased.userVector(null, List.of(new Interaction("i7", Signal.POSITIVE)));

        assertThat(userVector.copyOfFactors()).isEqualTo(plain.solvePairs(7));
    }

    @Test
    void theSelfTestTellsASoundModelFromOneWhoseUsersAreNotItsOwn() {
        var turned = planted.content().userFactors().clone();
        for (int i = 0; i < turned.length; i++) {
            turned[i] = -turned[i];
        }
        var mixedUp = planted.withUserFactors(turned).content().withItemBiases(biases(planted.content()));

        assertThat(new SelfTest(16).check(model)).isEmpty();
        assertThat(new SelfTest(16)
                        .check(RankingModelFactory.bpr(mixedUp, SyntheticModel.BPR_PARAMETERS, Recency.NONE)))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("median cosine -1.000"));
    }

    @Test
    void isBuiltFromABundleThatTellsItsParameters() throws Exception {
        planted.write(folder, "shop", "bpr-1", Map.of());
        var bundle = BundleReader.read(folder, null);

        var read = RankingModelFactory.of(bundle.manifest(), bundle.content());

        var interactions = List.of(new Interaction("i7", Signal.POSITIVE));
        assertThat(read.userVector(null, interactions).copyOfFactors())
                .isEqualTo(model.userVector(null, interactions).copyOfFactors());
        Bundles.rewrite(folder, json -> ((com.fasterxml.jackson.databind.node.ObjectNode) json.get("parameters"))
                .remove("candidates"));
        var incomplete = BundleReader.read(folder, null);
        assertThatThrownBy(() -> RankingModelFactory.of(incomplete.manifest(), incomplete.content()))
                .isInstanceOf(CorruptBundleException.class)
                .hasMessageContaining("candidates is missing");
        Bundles.rewrite(folder, json -> json.put("algorithm", "word2vec"));
        var unheardOf = BundleReader.read(folder, null);
        assertThatThrownBy(() -> RankingModelFactory.of(unheardOf.manifest(), unheardOf.content()))
                .hasMessageContaining("als, bpr or ease, was word2vec");
    }

    /// The ten best by double precision, as far as single precision can tell them apart.
    private void requireExactOrder(UserVector userVector, float[] user) {
        var best = model.top(userVector, new ItemSet(ITEMS), 10);
        assertThat(best).hasSize(10);
        double last = IntStream.range(0, ITEMS)
                .mapToDouble(row -> -planted.score(user, row))
                .sorted()
                .skip(9)
                .map(score -> -score)
                .findFirst()
                .orElseThrow();
        for (var line : best) {
            double exact = planted.score(user, line.row());
            assertThat(line.score()).isCloseTo(exact, within(SCORE_ERROR));
            assertThat(exact).isGreaterThan(last - SCORE_ERROR);
        }
    }

    private static float[] biases(ModelContent content) {
        var biases = content.itemBiases();
        assertThat(biases).isNotNull();
        return biases == null ? new float[0] : biases;
    }
}
