package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.stack.Bundles;
import io.recloop.recommender.stack.Planted;
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

    private final Planted planted = new Planted(1, 30, ITEMS, K).ofPairs();
    private final RankingModel model = RankingModel.bpr(planted.content(), Planted.BPR_PARAMETERS, Recency.NONE);

    @TempDir
    Path folder;

    @Test
    void aKnownUserWithoutNewsKeepsTheStoredFactorsAndTheBiasCounts() {
        var taste = model.taste("u4", List.of());

        assertThat(taste.origin()).isEqualTo(Taste.Origin.TRAINED);
        assertThat(Arrays.copyOf(taste.copyOfFactors(), K)).isEqualTo(planted.user(4));
        requireExactOrder(taste, planted.user(4));
    }

    @Test
    void newsIsFoldedInBesideTheHistory() {
        int added = IntStream.range(0, ITEMS)
                .filter(row -> Arrays.stream(planted.had(4)).noneMatch(had -> had == row))
                .findFirst()
                .orElseThrow();
        var taste = model.taste("u4", List.of(new Touch("i" + added, Signal.POSITIVE)));

        var full = IntStream.concat(Arrays.stream(planted.liked(4)), IntStream.of(added))
                .toArray();
        assertThat(taste.origin()).isEqualTo(Taste.Origin.FOLDED_IN);
        assertThat(Arrays.copyOf(taste.copyOfFactors(), K)).isEqualTo(planted.solvePairs(full));
        assertThat(planted.solvePairs(full)).isNotEqualTo(planted.user(4));
        requireExactOrder(taste, planted.solvePairs(full));
    }

    @Test
    void aNewcomerIsDrawnToWhatIsLiked() {
        var taste = model.taste(null, List.of(new Touch("i7", Signal.POSITIVE)));

        assertThat(Arrays.copyOf(taste.copyOfFactors(), K)).isEqualTo(planted.solvePairs(7));
        double liked = planted.score(planted.solvePairs(7), 7);
        assertThat(liked).isGreaterThan(planted.score(new float[K], 7));
        assertThat(model.taste("nobody", List.of()).origin()).isEqualTo(Taste.Origin.UNKNOWN);
    }

    @Test
    void aScoreIsNoSumOverTheLikes() {
        assertThat(model.explain(model.taste("u4", List.of()), 3)).isEmpty();
    }

    @Test
    void itemsMayHaveNoBias() {
        var plain = new Planted(1, 30, ITEMS, K);
        var unbiased = RankingModel.bpr(plain.content(), Planted.BPR_PARAMETERS, Recency.NONE);

        var taste = unbiased.taste(null, List.of(new Touch("i7", Signal.POSITIVE)));

        assertThat(taste.copyOfFactors()).isEqualTo(plain.solvePairs(7));
    }

    @Test
    void theSelfTestTellsASoundModelFromOneWhoseUsersAreNotItsOwn() {
        var turned = planted.content().userFactors().clone();
        for (int i = 0; i < turned.length; i++) {
            turned[i] = -turned[i];
        }
        var mixedUp = planted.withUserFactors(turned).content().withItemBiases(biases(planted.content()));

        assertThat(new SelfTest(16).check(model)).isEmpty();
        assertThat(new SelfTest(16).check(RankingModel.bpr(mixedUp, Planted.BPR_PARAMETERS, Recency.NONE)))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("median cosine -1.000"));
    }

    @Test
    void isBuiltFromABundleThatTellsItsParameters() throws Exception {
        planted.write(folder, "shop", "bpr-1", Map.of());
        var bundle = BundleReader.read(folder, null);

        var read = RankingModel.of(bundle.manifest(), bundle.content());

        var touches = List.of(new Touch("i7", Signal.POSITIVE));
        assertThat(read.taste(null, touches).copyOfFactors())
                .isEqualTo(model.taste(null, touches).copyOfFactors());
        Bundles.rewrite(folder, json -> ((com.fasterxml.jackson.databind.node.ObjectNode) json.get("parameters"))
                .remove("candidates"));
        var incomplete = BundleReader.read(folder, null);
        assertThatThrownBy(() -> RankingModel.of(incomplete.manifest(), incomplete.content()))
                .isInstanceOf(CorruptBundleException.class)
                .hasMessageContaining("candidates is missing");
        Bundles.rewrite(folder, json -> json.put("algorithm", "word2vec"));
        var unheardOf = BundleReader.read(folder, null);
        assertThatThrownBy(() -> RankingModel.of(unheardOf.manifest(), unheardOf.content()))
                .hasMessageContaining("als, bpr or ease, was word2vec");
    }

    /// The ten best by double precision, as far as single precision can tell them apart.
    private void requireExactOrder(Taste taste, float[] user) {
        var best = model.top(taste, new ItemSet(ITEMS), 10);
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
