package io.recloop.learning.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleReader.Bundle;
import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.ModelContent.SparseRows;
import io.recloop.contracts.bundle.ModelId;
import io.recloop.contracts.bundle.Profile;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.ItemWeightModel;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainedModel;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.evaluation.BatchTop;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.numerics.sparse.CsrMatrix;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BundledModelTest {
    private static final int USERS = 120;
    private static final int ITEMS = 40;
    private static final int K = 10;

    @TempDir
    private Path folder;

    /// What the gate asks of an incumbent: other rows, an item that it does not know, other histories.
    @ParameterizedTest
    @EnumSource
    void aModelOfAnyKindRanksFromItsBundleAsItDidWhenItWasTrained(Algorithm algorithm) throws Exception {
        var data = TrainingData.of(histories(1));
        var settings = algorithm.defaultsFor(data.positives()).withThreads(1);
        var model =
                algorithm.trainer(settings).train(data, TrainingContext.ALONE).model();
        var now = histories(2);
        var expected = new BatchTop(now, K, 1).lists(Rankers.of(model, settings, now, 1));

        var stored = BundledModel.of(written(algorithm, settings, model, data.positives()));

        // The judgement's rows run backwards, behind an item that is new.
        var ownRow = IntStream.rangeClosed(0, ITEMS)
                .map(row -> row == 0 ? -1 : ITEMS - row)
                .toArray();
        var judged = backwards(now);
        var lists = new BatchTop(judged, K, 1).lists(Rankers.of(stored.model(), stored.settings(), judged, ownRow, 1));
        assertThat(stored.settings().toMap()).isEqualTo(settings.toMap());
        assertThat(stored.history().indptr()).isEqualTo(data.positives().indptr());
        assertThat(stored.history().indices()).isEqualTo(data.positives().indices());
        for (int user = 0; user < USERS; user++) {
            assertThat(lists.size(user)).isEqualTo(K);
            for (int place = 0; place < K; place++) {
                assertThat(ownRow[lists.item(user, place)]).isEqualTo(expected.item(user, place));
            }
        }
    }

    @Test
    void anAlgorithmThatNobodyKnowsIsNoModel() throws Exception {
        var data = histories(1);
        var settings = Algorithm.EASE.defaultsFor(data);
        var weights = CsrMatrix.ofPairs(ITEMS, ITEMS, new int[] {0}, new int[] {1});
        var content = content(new ItemWeightModel(USERS, weights), data);
        BundleWriter.write(folder, description("oracle", settings), content);
        var bundle = BundleReader.read(folder, null);

        assertThatThrownBy(() -> BundledModel.of(bundle))
                .isInstanceOf(CorruptBundleException.class)
                .hasMessageContaining("the bundle is no model");
    }

    private Bundle written(Algorithm algorithm, Settings settings, TrainedModel model, CsrMatrix seen)
            throws Exception {
        BundleWriter.write(folder, description(algorithm.code(), settings), content(model, seen));
        return BundleReader.read(folder, null);
    }

    private static BundleWriter.Description description(String algorithm, Settings settings) {
        return new BundleWriter.Description(
                ModelId.of("als", Instant.EPOCH, 1),
                "default",
                algorithm,
                Instant.EPOCH,
                settings.toMap(),
                Map.of(),
                Map.of(),
                "ds-1",
                null,
                Map.of(),
                Instant.EPOCH,
                "test");
    }

    private static ModelContent content(TrainedModel model, CsrMatrix seen) {
        return switch (model) {
            case FactorModel factors -> {
                var content = content(factors.factors(), factors.userFactors(), factors.itemFactors(), seen);
                var biases = factors.itemBiases();
                yield biases == null ? content : content.withItemBiases(biases);
            }
            case ItemWeightModel weights ->
                content(0, new float[0], new float[0], seen).withItemWeights(rows(weights.weights()));
        };
    }

    private static ModelContent content(int k, float[] userFactors, float[] itemFactors, CsrMatrix seen) {
        var profile = new Profile(
                Instant.EPOCH, Instant.EPOCH, 1, 1, 1, Map.of(), Map.of(), Map.of(), new Profile.Volume(60, 1, 1, 0));
        return new ModelContent(
                new ModelContent.FactorRows(ids("u", USERS), k, userFactors),
                new ModelContent.FactorRows(ids("i", ITEMS), k, itemFactors),
                rows(seen),
                new float[ITEMS],
                profile);
    }

    private static SparseRows rows(CsrMatrix matrix) {
        return new SparseRows(
                Arrays.stream(matrix.indptr()).asLongStream().toArray(), matrix.indices(), matrix.values());
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(row -> "%s%03d".formatted(prefix, row))
                .toList();
    }

    /// Five of the items of the user's own half, and one of any.
    private static CsrMatrix histories(long seed) {
        var random = new SplittableRandom(seed);
        int[] users = IntStream.range(0, USERS * 6).map(entry -> entry / 6).toArray();
        int[] items = IntStream.range(0, USERS * 6)
                .map(entry -> entry % 6 == 0 ? random.nextInt(ITEMS) : 2 * random.nextInt(ITEMS / 2) + entry / 6 % 2)
                .toArray();
        return CsrMatrix.ofPairs(USERS, ITEMS, users, items);
    }

    private static CsrMatrix backwards(CsrMatrix histories) {
        var users = new int[histories.entries()];
        var items = new int[histories.entries()];
        for (int user = 0; user < USERS; user++) {
            for (int entry = histories.rowStart(user); entry < histories.rowEnd(user); entry++) {
                users[entry] = user;
                items[entry] = ITEMS - histories.indices()[entry];
            }
        }
        return CsrMatrix.ofPairs(USERS, ITEMS + 1, users, items);
    }
}
