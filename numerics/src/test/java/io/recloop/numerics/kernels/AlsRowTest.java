package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.kernels.AlsRow.Objective;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlsRowTest {
    private static final int ITEMS = 300;
    private static final Objective OBJECTIVE = new Objective(0.1f, 0.05f, 1);

    @ParameterizedTest(name = "{0} factors, {1} interactions, weighted {2}")
    @CsvSource({"4,1,false", "8,3,true", "10,40,false", "17,130,true", "64,5,true", "64,260,false"})
    void theExactSolutionZeroesTheGradientOfTheLoss(int k, int size, boolean weighted) {
        var row = new Row(k, size, weighted, 77 + k);
        var x = new float[k + 2];

        double objective = new AlsRow(k)
                .solveExact(row.gram, row.factors, row.items, row.weights, 1, size + 1, ITEMS, OBJECTIVE, x, 2);

        // Rounding the solution and the Gramian to float moves the gradient by no more than 4·u·Σ|terms|.
        var gradient = row.gradient(x, 2);
        for (int j = 0; j < k; j++) {
            assertThat(gradient.value[j])
                    .isCloseTo(0, within(4 * (k + KernelSet.GRAM_BLOCK) * Samples.U * gradient.magnitude[j]));
        }
        assertThat(objective).isCloseTo(row.loss(x, 2), within(1e-4 * row.loss(new float[k], 0)));
        assertThat(x[0]).isZero();
        assertThat(x[1]).isZero();
    }

    /// Blocks that divide the factors and blocks that do not, one factor and all of them.
    @ParameterizedTest(name = "{0} factors, {1} interactions, blocks of {2}")
    @CsvSource({"8,3,1", "17,130,5", "24,200,8", "24,40,24"})
    void blockByBlockTheLossFallsToThatOfTheExactSolution(int k, int size, int blockSize) {
        var row = new Row(k, size, true, 277 + k);
        var exact = new float[k];
        var approached = new float[k];
        var solver = new AlsRow(k);
        double least = solver.solveExact(
                row.gram, row.factors, row.items, row.weights, 1, size + 1, ITEMS, OBJECTIVE, exact, 0);
        double before = row.loss(approached, 0);

        for (int pass = 0; pass < 200; pass++) {
            double after = solver.solveBlocks(
                    row.gram,
                    row.factors,
                    row.items,
                    row.weights,
                    1,
                    size + 1,
                    ITEMS,
                    OBJECTIVE,
                    blockSize,
                    approached,
                    0);

            assertThat(after).isLessThan(before * (1 + 1e-5)).isCloseTo(row.loss(approached, 0), within(1e-4 * before));
            before = after;
        }
        assertThat(row.loss(approached, 0)).isCloseTo(row.loss(exact, 0), within(1e-4 * Math.abs(least)));
    }

    @Test
    void everyWayOfSolvingAgreesOnARowWithAPriorMean() {
        int k = 12;
        var row = new Row(k, 30, true, 21);
        var means = new Samples(22).floats(k + 1);
        var solver = new AlsRow(k);
        solver.prior(means, 1);
        var exact = new float[k];
        var blocks = new float[k];

        double a = solver.solveExact(row.gram, row.factors, row.items, row.weights, 1, 31, ITEMS, OBJECTIVE, exact, 0);
        double c = 0;
        for (int pass = 0; pass < 100; pass++) {
            c = solver.solveBlocks(
                    row.gram, row.factors, row.items, row.weights, 1, 31, ITEMS, OBJECTIVE, 4, blocks, 0);
        }

        // The loss around the mean: that around zero, and what moving the centre changes.
        double moved = 0;
        for (int j = 0; j < k; j++) {
            moved += (double) means[1 + j] * means[1 + j] - 2.0 * exact[j] * means[1 + j];
        }
        double expected = row.loss(exact, 0) + OBJECTIVE.regularization(30, ITEMS) * moved;
        assertThat(a).isCloseTo(expected, within(1e-4 * expected));
        assertThat(c).isCloseTo(expected, within(1e-4 * expected));
        for (int j = 0; j < k; j++) {
            assertThat(blocks[j]).isCloseTo(exact[j], within(2e-4f));
        }
    }

    @Test
    void withoutInteractionsAndWithoutAWeightOfTheRestARowIsItsPriorMean() {
        var row = new Row(4, 3, false, 23);
        var solver = new AlsRow(4);
        solver.prior(new float[] {1, 2, 3, 4}, 0);
        var x = new float[4];

        solver.solveExact(row.gram, row.factors, row.items, null, 2, 2, ITEMS, new Objective(0, 0.5f, 0), x, 0);

        assertThat(x).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aRowWithoutInteractionsIsExactlyZeroWhateverItsStart() {
        var row = new Row(4, 3, false, 11);
        var exact = new float[] {1, 2, 3, 4};
        var approached = exact.clone();
        var solver = new AlsRow(4);

        double a = solver.solveExact(row.gram, row.factors, row.items, null, 2, 2, ITEMS, OBJECTIVE, exact, 0);
        double b = solver.solveBlocks(row.gram, row.factors, row.items, null, 2, 2, ITEMS, OBJECTIVE, 2, approached, 0);

        assertThat(exact).containsOnly(0);
        assertThat(approached).containsOnly(0);
        assertThat(a).isZero();
        assertThat(b).isZero();
    }

    @Test
    void theScratchOfOneRowDoesNotLeakIntoTheNext() {
        var first = new Row(8, 50, true, 12);
        var second = new Row(8, 2, false, 13);
        var reused = new AlsRow(8);
        var a = new float[8];
        var b = new float[8];
        var c = new float[8];

        reused.solveExact(first.gram, first.factors, first.items, first.weights, 1, 51, ITEMS, OBJECTIVE, a, 0);
        reused.solveBlocks(first.gram, first.factors, first.items, first.weights, 1, 51, ITEMS, OBJECTIVE, 4, a, 0);
        reused.solveExact(second.gram, second.factors, second.items, null, 1, 3, ITEMS, OBJECTIVE, b, 0);
        new AlsRow(8).solveExact(second.gram, second.factors, second.items, null, 1, 3, ITEMS, OBJECTIVE, c, 0);

        assertThat(b).isEqualTo(c);
    }

    @Test
    void regularisationGrowsWithTheFrequencyOfTheRow() {
        var scaled = new Objective(0.5f, 0.02f, 1);
        assertThat(scaled.regularization(10, 100)).isCloseTo(0.02f * 60, within(1e-6f));
        assertThat(new Objective(0.5f, 0.02f, 0).regularization(10, 100)).isCloseTo(0.02f, within(1e-6f));
        assertThat(new Objective(0, 0.02f, 0.5f).regularization(16, 100)).isCloseTo(0.08f, within(1e-6f));
    }

    @Test
    void anUnregularisedRowWithTooFewInteractionsIsRefused() {
        var row = new Row(8, 2, false, 14);
        var none = new Objective(0, 0, 1);

        assertThatThrownBy(() -> new AlsRow(8)
                        .solveExact(row.gram, row.factors, row.items, null, 1, 3, ITEMS, none, new float[8], 0))
                .isInstanceOf(SingularMatrixException.class);
    }

    @Test
    void objectivesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Objective(-1, 0, 1)).hasMessageContaining("alpha0");
        assertThatThrownBy(() -> new Objective(0, Float.NaN, 1)).hasMessageContaining("lambda");
        assertThatThrownBy(() -> new Objective(0, 0, 1.5f)).hasMessageContaining("nu");
        assertThatThrownBy(() -> new Objective(Float.POSITIVE_INFINITY, 0, 1)).hasMessageContaining("alpha0");
        assertThatThrownBy(() -> new AlsRow(0)).hasMessageContaining("factors");
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        var row = new Row(4, 3, true, 15);
        var solver = new AlsRow(4);
        assertThatThrownBy(() -> solver.solveExact(
                        new float[15], row.factors, row.items, null, 0, 3, ITEMS, OBJECTIVE, new float[4], 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> solver.solveExact(
                        row.gram, row.factors, row.items, null, 0, 5, ITEMS, OBJECTIVE, new float[4], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> solver.solveBlocks(
                        row.gram, row.factors, row.items, new float[2], 0, 3, ITEMS, OBJECTIVE, 2, new float[4], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> solver.solveBlocks(
                        row.gram, row.factors, row.items, null, 0, 3, ITEMS, OBJECTIVE, 2, new float[4], 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    /// A seeded row, its items at places `1..size` of the list, with the loss written out in double over all pairs.
    private static final class Row {
        final int k;
        final float[] factors;
        final float[] gram;
        final int[] items;
        final float[] weights;
        final int size;

        Row(int k, int size, boolean weighted, long seed) {
            var samples = new Samples(seed);
            this.k = k;
            this.size = size;
            this.factors = samples.floats(ITEMS * k);
            this.items = samples.rows(size + 1, ITEMS);
            this.weights = weighted ? samples.weights(size + 1) : null;
            this.gram = new float[k * k];
            Kernels.gram(factors, ITEMS, k, gram);
        }

        double weight(int e) {
            return weights == null ? 1 : weights[e];
        }

        double loss(float[] x, int offset) {
            double loss = OBJECTIVE.regularization(size, ITEMS) * Samples.dot(x, offset, x, offset, k);
            for (int item = 0; item < ITEMS; item++) {
                double score = Samples.dot(x, offset, factors, item * k, k);
                loss += OBJECTIVE.alpha0() * score * score;
            }
            for (int e = 1; e <= size; e++) {
                double miss = 1 - Samples.dot(x, offset, factors, items[e] * k, k);
                loss += weight(e) * miss * miss;
            }
            return loss;
        }

        Gradient gradient(float[] x, int offset) {
            var gradient = new Gradient(new double[k], new double[k]);
            double regularization = OBJECTIVE.regularization(size, ITEMS);
            IntStream.range(0, k).forEach(j -> gradient.add(j, regularization * x[offset + j]));
            for (int item = 0; item < ITEMS; item++) {
                double score = Samples.dot(x, offset, factors, item * k, k);
                double size = Samples.magnitude(x, offset, factors, item * k, k);
                for (int j = 0; j < k; j++) {
                    gradient.value[j] += OBJECTIVE.alpha0() * score * factors[item * k + j];
                    gradient.magnitude[j] += OBJECTIVE.alpha0() * size * Math.abs(factors[item * k + j]);
                }
            }
            for (int e = 1; e <= size; e++) {
                int base = items[e] * k;
                double response = weight(e) * (Samples.dot(x, offset, factors, base, k) - 1);
                double size = weight(e) * (Samples.magnitude(x, offset, factors, base, k) + 1);
                for (int j = 0; j < k; j++) {
                    gradient.value[j] += response * factors[base + j];
                    gradient.magnitude[j] += size * Math.abs(factors[base + j]);
                }
            }
            return gradient;
        }
    }

    private record Gradient(double[] value, double[] magnitude) {
        void add(int j, double term) {
            value[j] += term;
            magnitude[j] += Math.abs(term);
        }
    }
}
