package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
    /// Backward stable: the residual is within `4k(3k+1)·u·‖A‖·‖x‖` (Higham 2002, theorem 10.4).
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17, 33, 64, 65})
    void solvesWithinTheBackwardErrorBound(int k) {
        var samples = new Samples(k);
        var root = samples.doubles(k * k);
        var a = new double[k * k];
        double norm = 0;
        for (int i = 0; i < k; i++) {
            double rowSum = 0;
            for (int j = 0; j < k; j++) {
                for (int t = 0; t < k; t++) {
                    a[i * k + j] += root[i * k + t] * root[j * k + t];
                }
                a[i * k + j] += i == j ? 0.1 : 0;
                rowSum += Math.abs(a[i * k + j]);
            }
            norm = Math.max(norm, rowSum);
        }
        var b = samples.doubles(k);
        var factor = a.clone();
        var x = b.clone();

        Cholesky.factor(factor, k);
        Cholesky.solve(factor, k, x);

        double largest = 0;
        for (double value : x) {
            largest = Math.max(largest, Math.abs(value));
        }
        double bound = 4 * k * (3 * k + 1) * 0x1p-53 * norm * largest;
        for (int i = 0; i < k; i++) {
            double image = 0;
            for (int j = 0; j < k; j++) {
                image += a[i * k + j] * x[j];
            }
            assertThat(image).isCloseTo(b[i], within(bound));
        }
    }

    @Test
    void readsTheLowerTriangleOnly() {
        var a = new double[] {4, Double.NaN, 2, 5};
        var b = new double[] {8, 12};

        Cholesky.factor(a, 2);
        Cholesky.solve(a, 2, b);

        assertThat(b).containsExactly(1, 2);
    }

    @Test
    void oneFactorSolvesForManyRightSides() {
        var a = new double[] {4, 0, 2, 5};
        Cholesky.factor(a, 2);
        for (double scale : new double[] {1, 2, 4}) {
            var b = new double[] {8 * scale, 12 * scale};

            Cholesky.solve(a, 2, b);

            assertThat(b).containsExactly(scale, 2 * scale);
        }
    }

    @Test
    void arraysThatAreTooSmallAreRefused() {
        assertThatThrownBy(() -> Cholesky.factor(new double[8], 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Cholesky.solve(new double[8], 3, new double[3]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Cholesky.solve(new double[9], 3, new double[2]))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aSingularMatrixIsRefusedWithItsPivot() {
        assertThatThrownBy(() -> Cholesky.factor(new double[] {1, 1, 1, 1}, 2))
                .isInstanceOf(SingularMatrixException.class)
                .hasMessageContaining("pivot 1");
    }

    @Test
    void aMatrixOfNaNIsRefused() {
        assertThatThrownBy(() -> Cholesky.factor(new double[] {Double.NaN}, 1))
                .isInstanceOf(SingularMatrixException.class);
    }

    @Test
    void theZeroMatrixIsRefused() {
        assertThatThrownBy(() -> Cholesky.factor(new double[4], 2)).isInstanceOf(SingularMatrixException.class);
    }
}
