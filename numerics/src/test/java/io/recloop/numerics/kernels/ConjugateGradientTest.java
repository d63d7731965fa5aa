package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConjugateGradientTest {
    private static final float[] A = {4, 1, 0, 1, 3, 1, 0, 1, 2};
    private static final float[] B = {1, 2, 3};

    @Test
    void solvesInAsManyStepsAsThereAreUnknowns() {
        var x = new float[3];
        var residual = B.clone();

        new ConjugateGradient(3).improve(CgOperator::times, residual, x, 0, 3);

        // By Cramer's rule: det = 18, and 4/18, 2/18, 26/18.
        assertThat(x[0]).isCloseTo(4 / 18f, within(1e-5f));
        assertThat(x[1]).isCloseTo(2 / 18f, within(1e-5f));
        assertThat(x[2]).isCloseTo(26 / 18f, within(1e-5f));
        assertThat(residual).usingComparatorWithPrecision(1e-5f).containsExactly(0, 0, 0);
    }

    @Test
    void returnsByHowMuchTheQuadraticFell() {
        var x = new float[] {9, 0.5f, -0.5f, 1};
        double before = quadratic(x, 1);
        var residual = residual(x, 1);

        double fell = new ConjugateGradient(3).improve(CgOperator::times, residual, x, 1, 2);

        assertThat(fell).isPositive().isCloseTo(before - quadratic(x, 1), within(1e-5));
        assertThat(x[0]).isEqualTo(9);
    }

    @Test
    void leavesASolutionAlone() {
        var x = new float[] {1, 1, 1};
        var residual = new float[3];

        double fell = new ConjugateGradient(3).improve(CgOperator::times, residual, x, 0, 5);

        assertThat(fell).isZero();
        assertThat(x).containsExactly(1, 1, 1);
    }

    @Test
    void stopsWhereTheMatrixIsNotPositive() {
        var x = new float[3];

        double fell = new ConjugateGradient(3).improve((in, out) -> java.util.Arrays.fill(out, 0), B.clone(), x, 0, 3);

        assertThat(fell).isZero();
        assertThat(x).containsExactly(0, 0, 0);
    }

    private static double quadratic(float[] x, int offset) {
        double value = 0;
        for (int i = 0; i < 3; i++) {
            value += Samples.dot(A, 3 * i, x, offset, 3) * x[offset + i] - 2.0 * B[i] * x[offset + i];
        }
        return value;
    }

    private static float[] residual(float[] x, int offset) {
        var residual = new float[3];
        for (int i = 0; i < 3; i++) {
            residual[i] = (float) (B[i] - Samples.dot(A, 3 * i, x, offset, 3));
        }
        return residual;
    }

    private static final class CgOperator {
        static void times(float[] x, float[] out) {
            for (int i = 0; i < 3; i++) {
                out[i] = (float) Samples.dot(A, 3 * i, x, 0, 3);
            }
        }
    }
}
