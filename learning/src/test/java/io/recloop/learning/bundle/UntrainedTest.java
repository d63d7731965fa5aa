package io.recloop.learning.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.BprSettings;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.ItemContent;
import io.recloop.learning.engine.PlantedTaste;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.NegativeItems;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntrainedTest {
    private static final int ITEMS = 40;
    private static final int K = 6;
    private static final BprSettings BPR = BprSettings.defaults();
    /// User 0 was trained, 1 has two positives and an item that it did not like, 2 has nothing it liked.
    private static final CsrMatrix SEEN = CsrMatrix.ofTriples(
            3, ITEMS, new int[] {0, 0, 1, 1, 1, 2}, new int[] {0, 1, 2, 3, 4, 5}, new float[] {1, 1, 0.5f, 0, 1.5f, 0});
    private static final CsrMatrix FITTED = CsrMatrix.ofPairs(3, ITEMS, new int[] {0, 0}, new int[] {0, 1});

    private final FactorModel model = model();

    @Test
    void aUserWhoWasTooFewToLearnFromIsSolvedForAsServingWould() {
        var before = model.userFactors().clone();
        var popularity = new float[ITEMS];
        for (int item : new int[] {0, 1, 2, 4}) {
            popularity[item] = 1;
        }
        var objective = BPR.foldIn();
        var negatives = NegativeItems.of(model.itemFactors(), model.itemBiases(), ITEMS, K, popularity, objective);
        var expected = new float[K];
        new BprRow(negatives, objective)
                .solve(
                        model.itemFactors(),
                        model.itemBiases(),
                        new int[] {2, 4},
                        new float[] {0.5f, 1.5f},
                        0,
                        2,
                        expected,
                        0);

        Untrained.foldIn(SEEN, FITTED, model, BPR);

        assertThat(Arrays.copyOfRange(model.userFactors(), K, 2 * K)).isEqualTo(expected);
        assertThat(expected).isNotEqualTo(new float[K]);
        assertThat(Arrays.copyOf(model.userFactors(), K)).isEqualTo(Arrays.copyOf(before, K));
        assertThat(Arrays.copyOfRange(model.userFactors(), 2 * K, 3 * K)).containsOnly(0);
    }

    /// A user trained on, taken out and folded in again is what training made of it: the rows are solved exactly
    /// on both sides, so single precision alone tells them apart. Items that nobody liked have factors from their
    /// content, which came after; and one of them was seen and not liked.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void alsSolvesAnewWhatItHadSolvedInTraining(double contentWeight) {
        int users = 60;
        int items = 24;
        var split = PlantedTaste.split(users, items - 4, 4, 6, 9);
        var positives = new CsrMatrix(
                users,
                items,
                split.seen().indptr(),
                split.seen().indices(),
                split.seen().values());
        var unexposed = new ItemSet(items);
        for (int item = items - 3; item < items; item++) {
            unexposed.add(item);
        }
        var embeddings = new float[items * 4];
        for (int item = 0; item < items; item++) {
            embeddings[item * 4 + item % 4] = 1;
        }
        var disliked = CsrMatrix.ofPairs(users, items, new int[] {7}, new int[] {items - 4});
        var data = new TrainingData(positives, disliked, unexposed, new ItemContent(items, 4, embeddings));
        var settings = Algorithm.ALS
                .defaultsFor(positives)
                .with("factors", K)
                .with("cgSteps", 0)
                .with("contentWeight", contentWeight);
        var trained = (FactorModel) Algorithm.ALS
                .trainer(settings)
                .train(data, TrainingContext.ALONE)
                .model();
        var expected = trained.userFactors().clone();
        var fitted = CsrMatrix.ofPairs(users, items, new int[0], new int[0]);
        Arrays.fill(trained.userFactors(), 0);

        Untrained.foldIn(withDisliked(positives, 7, items - 4), fitted, trained, settings);

        // The condition of these systems is below 1e3; 2⁻²⁴ of it on values of at most about one.
        assertThat(trained.userFactors()).containsExactly(expected, within(1e-4f));
        assertThat(expected).isNotEqualTo(new float[expected.length]);
    }

    private static CsrMatrix withDisliked(CsrMatrix positives, int user, int item) {
        var users = new ArrayList<Integer>();
        for (int row = 0; row < positives.rows(); row++) {
            for (int entry = positives.rowStart(row); entry < positives.rowEnd(row); entry++) {
                users.add(row);
            }
        }
        users.add(user);
        var items = Arrays.copyOf(positives.indices(), positives.entries() + 1);
        items[positives.entries()] = item;
        var weights = Arrays.copyOf(positives.values(), positives.entries() + 1);
        return CsrMatrix.ofTriples(
                positives.rows(),
                positives.cols(),
                users.stream().mapToInt(Integer::intValue).toArray(),
                items,
                weights);
    }

    @Test
    void aModelWithoutFactorsHasNobodyToSolveFor() {
        assertThatThrownBy(() -> Untrained.foldIn(SEEN, FITTED, model, Algorithm.EASE.defaultsFor(FITTED)))
                .hasMessage("EASE has no factors");
    }

    private static FactorModel model() {
        var random = new SplittableRandom(4);
        var users = new float[3 * K];
        var items = new float[ITEMS * K];
        var biases = new float[ITEMS];
        for (int f = 0; f < K; f++) {
            users[f] = (float) random.nextGaussian();
        }
        for (int i = 0; i < items.length; i++) {
            items[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < ITEMS; i++) {
            biases[i] = (float) random.nextGaussian();
        }
        return new FactorModel(3, ITEMS, K, users, items).withItemBiases(biases);
    }
}
