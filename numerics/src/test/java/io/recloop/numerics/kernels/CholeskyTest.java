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
    @ValueSource(ints = {1, 2, 7, 8, 9, 33, 64, 65})
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
    void neverReadsTheUpperTriangle() {
        var a = new double[] {4, Double.NaN, 2, 5};

        Cholesky.factor(a, 2);

        assertThat(a[0]).isEqualTo(2);
        assertThat(a[2]).isEqualTo(1);
        assertThat(a[3]).isEqualTo(2);
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
