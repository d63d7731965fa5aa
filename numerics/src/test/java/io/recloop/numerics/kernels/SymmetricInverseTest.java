package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.numerics.parallel.Workers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricInverseTest {
    /// ‖A·X − I‖ ≤ c·n·u·cond(A), u = 2⁻²⁴; the matrices below have a condition of at most 40, the constant is 8.
    private static double bound(int n) {
        return 8 * n * 0x1p-24 * 40;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 130, 300})
    void aMatrixTimesItsInverseIsTheUnitMatrix(int n) throws InterruptedException {
        for (var product : new BlockProduct[] {new ScalarBlockProduct(), BlockProduct.active()}) {
            var matrix = wellConditioned(n);
            var inverse = new SymmetricInverse(n, product);
            fill(inverse, matrix, n);
            try (var workers = new Workers(2)) {
                inverse.negativeInverse(workers);
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < n; l++) {
                        int row = Math.max(l, j);
                        int column = Math.min(l, j);
                        sum -= matrix[i * n + l] * inverse.lower()[row * inverse.stride() + column];
                    }
                    assertThat(Math.abs(sum - (i == j ? 1 : 0))).isLessThan(bound(n));
                }
            }
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() throws InterruptedException {
        int n = 200;
        var one = new SymmetricInverse(n);
        var two = new SymmetricInverse(n);
        fill(one, wellConditioned(n), n);
        fill(two, wellConditioned(n), n);
        try (var alone = new Workers(1);
                var workers = new Workers(3)) {
            one.negativeInverse(alone);
            two.negativeInverse(workers);
        }
        assertThat(two.lower()).isEqualTo(one.lower());
    }

    @Test
    void refusesAMatrixThatIsNotPositiveDefinite() {
        var zeros = new SymmetricInverse(5);
        try (var workers = new Workers(1)) {
            assertThatThrownBy(() -> zeros.negativeInverse(workers)).isInstanceOf(SingularMatrixException.class);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new SymmetricInverse(50_000));
    }

    /// Random symmetric plus so much of the unit matrix that every eigenvalue lies in n/4·[1, 40].
    private static double[] wellConditioned(int n) {
        var random = new SplittableRandom(7);
        var a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i * n + j] = a[j * n + i] = (float) random.nextDouble(-1, 1);
            }
            a[i * n + i] = (float) (1.25 * n + random.nextDouble(0, n));
        }
        return a;
    }

    private static void fill(SymmetricInverse inverse, double[] matrix, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                inverse.lower()[i * inverse.stride() + j] = (float) matrix[i * n + j];
            }
        }
    }
}
