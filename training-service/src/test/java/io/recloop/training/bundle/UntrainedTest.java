package io.recloop.training.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.NegativeItems;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.engine.Algorithm;
import io.recloop.training.engine.BprSettings;
import io.recloop.training.engine.FactorModel;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
        return new FactorModel(3, ITEMS, K, users, items, biases);
    }
}
