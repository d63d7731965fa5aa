package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each kernel of both sets against double precision. Lengths straddle 4, 8 and 16 lanes; arrays start off zero, so
/// that an offset forgotten shows.
class KernelSetTest {
    private static final long SEED = 20261121;
    private static final List<KernelSet> SETS = List.of(new ScalarKernels(), new VectorKernels());
    private static final int OFFSET = 3;

    static Stream<Arguments> lengths() {
        return cases(0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 63, 64, 65, 127, 1021);
    }

    static Stream<Arguments> factors() {
        return cases(1, 2, 3, 5, 8, 10, 15, 16, 17, 20, 33, 64, 70);
    }

    /// |float error| ≤ n·u·Σ|aᵢbᵢ| (Higham 2002, §3.1); doubled for the oracle's own rounding.
    @ParameterizedTest(name = "{0}, n = {1}, seed " + SEED)
    @MethodSource("lengths")
    void dotAgreesWithDoublePrecisionWithinTheSummationBound(KernelSet kernels, int n) {
        var samples = new Samples(SEED + n);
        var a = samples.floats(n + OFFSET);
        var b = samples.floats(n + 1);

        float dot = kernels.dot(a, OFFSET, b, 1, n);

        double bound = 2 * n * Samples.U * Samples.magnitude(a, OFFSET, b, 1, n);
        assertThat((double) dot).isCloseTo(Samples.dot(a, OFFSET, b, 1, n), within(bound));
    }

    @ParameterizedTest(name = "{0}, n = {1}, seed " + SEED)
    @MethodSource("lengths")
    void dotOfDoublesAgreesWithAPlainSum(KernelSet kernels, int n) {
        var samples = new Samples(SEED + n);
        var a = samples.doubles(n + OFFSET);
        var b = samples.doubles(n + 1);
        double expected = 0;
        double magnitude = 0;
        for (int i = 0; i < n; i++) {
            expected += a[OFFSET + i] * b[1 + i];
            magnitude += Math.abs(a[OFFSET + i] * b[1 + i]);
        }

        assertThat(kernels.dot(a, OFFSET, b, 1, n)).isCloseTo(expected, within(2 * n * 0x1p-53 * magnitude));
    }

    /// One multiplication and one addition each: 2·u of the larger operand, and nothing outside the range is touched.
    @ParameterizedTest(name = "{0}, n = {1}, seed " + SEED)
    @MethodSource("lengths")
    void axpyAddsInsideItsRangeOnly(KernelSet kernels, int n) {
        var samples = new Samples(SEED + n);
        var x = samples.floats(n + OFFSET);
        var before = samples.floats(n + 2 * OFFSET);
        var y = before.clone();

        kernels.axpy(0.7f, x, OFFSET, y, OFFSET, n);

        for (int i = 0; i < y.length; i++) {
            boolean inside = i >= OFFSET && i < OFFSET + n;
            double added = inside ? (double) 0.7f * x[i] : 0;
            double bound = inside ? 2 * Samples.U * (Math.abs(before[i]) + Math.abs(added)) : 0;
            assertThat((double) y[i]).isCloseTo(before[i] + added, within(bound));
        }
    }

    @ParameterizedTest(name = "{0}, n = {1}, seed " + SEED)
    @MethodSource("lengths")
    void axpyOfDoublesAddsInsideItsRangeOnly(KernelSet kernels, int n) {
        var samples = new Samples(SEED + n);
        var x = samples.doubles(n + OFFSET);
        var before = samples.doubles(n + 2 * OFFSET);
        var y = before.clone();

        kernels.axpy(0.7, x, OFFSET, y, OFFSET, n);

        for (int i = 0; i < y.length; i++) {
            boolean inside = i >= OFFSET && i < OFFSET + n;
            double added = inside ? 0.7 * x[i] : 0;
            // Two roundings of the kernel's and two of the oracle's: 4·2⁻⁵³.
            double bound = inside ? 0x1p-51 * (Math.abs(before[i]) + Math.abs(added)) : 0;
            assertThat(y[i]).isCloseTo(before[i] + added, within(bound));
        }
    }

    @ParameterizedTest(name = "{0}, n = {1}, seed " + SEED)
    @MethodSource("lengths")
    void scaleIsExactToOneRounding(KernelSet kernels, int n) {
        var before = new Samples(SEED + n).floats(n + 2 * OFFSET);
        var x = before.clone();

        kernels.scale(0.3f, x, OFFSET, n);

        for (int i = 0; i < x.length; i++) {
            boolean inside = i >= OFFSET && i < OFFSET + n;
            assertThat(x[i]).isEqualTo(inside ? before[i] * 0.3f : before[i]);
        }
    }

    @ParameterizedTest(name = "{0}, k = {1}, seed " + SEED)
    @MethodSource("factors")
    void aProductWithAMatrixAgreesWithDoublePrecisionForAnyNumberOfRows(KernelSet kernels, int k) {
        for (int rows : new int[] {0, 1, 3, 4, 5, 9}) {
            var samples = new Samples(SEED + 31L * k + rows);
            var m = samples.floats(k * k);
            var x = samples.floats(rows * k + OFFSET);
            var y = new float[rows * k + 2];

            kernels.timesMatrix(x, OFFSET, rows, m, k, y, 1);

            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < k; j++) {
                    double expected = 0;
                    double magnitude = 0;
                    for (int i = 0; i < k; i++) {
                        double product = (double) x[OFFSET + r * k + i] * m[i * k + j];
                        expected += product;
                        magnitude += Math.abs(product);
                    }
                    assertThat((double) y[1 + r * k + j]).isCloseTo(expected, within(2 * k * Samples.U * magnitude));
                }
            }
            assertThat(y[0]).isZero();
            assertThat(y[rows * k + 1]).isZero();
        }
    }

    /// Float sums end after `GRAM_BLOCK` rows, so the bound does not grow with the rows.
    @ParameterizedTest(name = "{0}, k = {1}, seed " + SEED)
    @MethodSource("factors")
    void gramStaysWithinTheBoundOfOneBlock(KernelSet kernels, int k) {
        int rows = 3 * KernelSet.GRAM_BLOCK + 5;
        var m = new Samples(SEED + k).floats(rows * k);
        var sum = new double[k * k];

        kernels.addGramLower(m, 2, rows - 1, k, sum);

        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double expected = 0;
                double magnitude = 0;
                for (int row = 2; row < rows - 1 && j <= i; row++) {
                    expected += (double) m[row * k + i] * m[row * k + j];
                    magnitude += Math.abs((double) m[row * k + i] * m[row * k + j]);
                }
                double bound = 2 * KernelSet.GRAM_BLOCK * Samples.U * magnitude;
                assertThat(sum[i * k + j]).as("%d, %d", i, j).isCloseTo(expected, within(bound));
            }
        }
    }

    @ParameterizedTest(name = "{0}, k = {1}, seed " + SEED)
    @MethodSource("factors")
    void responsesAgreeWithDoublePrecisionForAnyNumberOfRows(KernelSet kernels, int k) {
        for (int count : new int[] {0, 1, 3, 4, 5, 8, 11}) {
            var samples = new Samples(SEED + 31L * k + count);
            var matrix = samples.floats(40 * k);
            var rows = samples.rows(count + 1, 40);
            var p = samples.floats(k + OFFSET);
            compareResponses(kernels, k, matrix, rows, null, p);
            compareResponses(kernels, k, matrix, rows, samples.weights(count + 1), p);
        }
    }

    private static void compareResponses(
            KernelSet kernels, int k, float[] matrix, int[] rows, float[] weights, float[] p) {
        var out = new float[k + 1];
        double squares = kernels.addResponses(matrix, rows, weights, 1, rows.length, k, 1, -1, p, OFFSET, out, 1);

        var expected = new double[k];
        var magnitude = new double[k];
        double expectedSquares = 0;
        double squaresBound = 0;
        for (int e = 1; e < rows.length; e++) {
            double weight = weights == null ? 1 : weights[e];
            double response = 1 - Samples.dot(matrix, rows[e] * k, p, OFFSET, k);
            double size = 1 + Samples.magnitude(matrix, rows[e] * k, p, OFFSET, k);
            expectedSquares += weight * response * response;
            squaresBound += 4 * (k + 2) * Samples.U * weight * size * size;
            for (int j = 0; j < k; j++) {
                expected[j] += weight * response * matrix[rows[e] * k + j];
                magnitude[j] += weight * size * Math.abs(matrix[rows[e] * k + j]);
            }
        }
        assertThat(squares).isCloseTo(expectedSquares, within(squaresBound));
        for (int j = 0; j < k; j++) {
            double bound = 2 * (k + rows.length + 2) * Samples.U * magnitude[j];
            assertThat((double) out[1 + j]).isCloseTo(expected[j], within(bound));
        }
        assertThat(out[0]).isZero();
        compareSquares(kernels, k, matrix, rows, weights, p);
    }

    private static void compareSquares(
            KernelSet kernels, int k, float[] matrix, int[] rows, float[] weights, float[] p) {
        double squares = kernels.squaredProducts(matrix, rows, weights, 1, rows.length, k, p, OFFSET);

        double expected = 0;
        double bound = 0;
        for (int e = 1; e < rows.length; e++) {
            double weight = weights == null ? 1 : weights[e];
            double product = Samples.dot(matrix, rows[e] * k, p, OFFSET, k);
            double size = Samples.magnitude(matrix, rows[e] * k, p, OFFSET, k);
            expected += weight * product * product;
            bound += 4 * (k + 2) * Samples.U * weight * size * size;
        }
        assertThat(squares).isCloseTo(expected, within(bound));
    }

    private static Stream<Arguments> cases(int... sizes) {
        var cases = new ArrayList<Arguments>();
        for (var kernels : SETS) {
            for (int size : sizes) {
                cases.add(Arguments.of(kernels, size));
            }
        }
        return cases.stream();
    }
}
