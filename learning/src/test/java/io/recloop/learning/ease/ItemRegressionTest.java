package io.recloop.learning.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.kernels.SingularMatrixException;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ItemRegressionTest {
    private static final int USERS = 60;
    private static final int ITEMS = 70;
    private static final double LAMBDA = 5;

    /// n·u·cond ≤ 70·2⁻²⁴·(‖G‖/λ ≤ 40), on weights below 1, and twice that for dividing.
    private static final double ERROR = 2 * 70 * 0x1p-24 * 40;

    private final CsrMatrix had = had();
    private final double[][] oracle = oracle(had, LAMBDA);

    @Test
    void agreesWithSolvingEachItemsRidgeRegressionOnItsOwn() throws InterruptedException {
        var fitted = fit(LAMBDA, ITEMS, 2);
        for (int item = 0; item < ITEMS; item++) {
            assertThat(fitted.weights().contains(item, item)).isFalse();
            for (int other = 0; other < ITEMS; other++) {
                assertThat((double) weight(fitted.weights(), other, item))
                        .isCloseTo(oracle[other][item], within(ERROR));
            }
        }
    }

    @Test
    void theLossIsThatOfTheObjective() throws InterruptedException {
        double loss = 0;
        for (int item = 0; item < ITEMS; item++) {
            for (int user = 0; user < USERS; user++) {
                double rest = had.contains(user, item) ? 1 : 0;
                for (int e = had.rowStart(user); e < had.rowEnd(user); e++) {
                    rest -= oracle[had.indices()[e]][item];
                }
                loss += rest * rest;
            }
            for (int other = 0; other < ITEMS; other++) {
                loss += LAMBDA * oracle[other][item] * oracle[other][item];
            }
        }
        assertThat(fit(LAMBDA, ITEMS, 1).loss()).isCloseTo(loss, within(loss * ITEMS * ERROR));
    }

    @Test
    void keepsTheLargestOfEachItemsColumn() throws InterruptedException {
        var whole = fit(LAMBDA, ITEMS, 2).weights().transpose();
        var pruned = fit(LAMBDA, 9, 2).weights().transpose();
        for (int item = 0; item < ITEMS - 1; item++) {
            var magnitudes = new float[whole.rowLength(item)];
            for (int e = 0; e < magnitudes.length; e++) {
                magnitudes[e] = Math.abs(whole.values()[whole.rowStart(item) + e]);
            }
            Arrays.sort(magnitudes);
            assertThat(pruned.rowLength(item)).isEqualTo(9);
            for (int e = pruned.rowStart(item); e < pruned.rowEnd(item); e++) {
                assertThat(Math.abs(pruned.values()[e])).isGreaterThanOrEqualTo(magnitudes[magnitudes.length - 9]);
            }
        }
    }

    @Test
    void anItemThatNobodyHadIsNeitherCauseNorEffect() throws InterruptedException {
        var weights = fit(LAMBDA, ITEMS, 2).weights();
        assertThat(had.columnCounts()[ITEMS - 1]).isZero();
        assertThat(weights.rowLength(ITEMS - 1)).isZero();
        assertThat(weights.transpose().rowLength(ITEMS - 1)).isZero();
    }

    @Test
    void theNumberOfThreadsChangesNoBit() throws InterruptedException {
        assertThat(fit(LAMBDA, 20, 3).weights().values())
                .isEqualTo(fit(LAMBDA, 20, 1).weights().values());
    }

    @Test
    void withoutPenaltyTheEquationsAreSingular() {
        assertThatThrownBy(() -> fit(0, ITEMS, 1)).isInstanceOf(SingularMatrixException.class);
    }

    private ItemRegression fit(double regularization, int kept, int threads) throws InterruptedException {
        try (var workers = new Workers(threads)) {
            return ItemRegression.fit(had, regularization, kept, workers);
        }
    }

    private static float weight(CsrMatrix weights, int row, int column) {
        int at = Arrays.binarySearch(weights.indices(), weights.rowStart(row), weights.rowEnd(row), column);
        return at < 0 ? 0 : weights.values()[at];
    }

    /// The last item is nobody's.
    private static CsrMatrix had() {
        var random = new SplittableRandom(3);
        var users = random.ints(600, 0, USERS).toArray();
        var items = random.ints(600, 0, ITEMS - 1).toArray();
        return CsrMatrix.ofPairs(USERS, ITEMS, users, items);
    }

    /// By Gauss elimination, one system an item, without the item itself.
    private static double[][] oracle(CsrMatrix had, double lambda) {
        var gram = new double[ITEMS][ITEMS];
        for (int user = 0; user < USERS; user++) {
            for (int a = had.rowStart(user); a < had.rowEnd(user); a++) {
                for (int b = had.rowStart(user); b < had.rowEnd(user); b++) {
                    gram[had.indices()[a]][had.indices()[b]]++;
                }
            }
        }
        var weights = new double[ITEMS][ITEMS];
        for (int item = 0; item < ITEMS; item++) {
            var system = new double[ITEMS][ITEMS + 1];
            for (int i = 0; i < ITEMS; i++) {
                for (int j = 0; j < ITEMS; j++) {
                    system[i][j] = i == item || j == item ? 0 : gram[i][j];
                }
                system[i][i] += lambda;
                system[i][ITEMS] = i == item ? 0 : gram[i][item];
            }
            for (int pivot = 0; pivot < ITEMS; pivot++) {
                for (int i = 0; i < ITEMS; i++) {
                    double factor = i == pivot ? 0 : system[i][pivot] / system[pivot][pivot];
                    for (int j = pivot; j <= ITEMS; j++) {
                        system[i][j] -= factor * system[pivot][j];
                    }
                }
            }
            for (int i = 0; i < ITEMS; i++) {
                weights[i][item] = system[i][ITEMS] / system[i][i];
            }
        }
        return weights;
    }
}
