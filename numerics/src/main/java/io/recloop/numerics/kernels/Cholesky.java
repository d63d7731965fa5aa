package io.recloop.numerics.kernels;

import static java.util.Objects.checkFromIndexSize;

/// Solves symmetric positive definite systems in double precision, in place.
///
/// Error: backward stable, `‖(A+E)x − b‖ = 0` with `‖E‖ ≤ 4k(3k+1)·2⁻⁵³·‖A‖` (Higham 2002, theorem 10.4).
/// Stateless, hence safe for threads.
public final class Cholesky {
    private static final double SMALLEST_PIVOT = 1e-13;

    /// Doubles in the widest vector.
    private static final int WIDEST = 8;

    private Cholesky() {}

    /// Replaces *A* by what [#solve] reads: *U* with `A = Uᵀ·U` in the upper triangle, and in the lower
    /// one nothing of use. Row by row outwards, so that every inner loop adds one row to another and no lane is
    /// ever reduced.
    ///
    /// @param a `double[k·k]`, row-major; of it the lower triangle is read
    /// @throws SingularMatrixException if a pivot is not above 1e-13 of the largest diagonal entry
    public static void factor(double[] a, int k) {
        checkFromIndexSize(0, Math.multiplyExact(k, k), a.length);
        double largest = mirror(a, k);
        for (int j = 0; j < k; j++) {
            double pivot = a[j * k + j];
            if (!(pivot > SMALLEST_PIVOT * largest)) {
                throw new SingularMatrixException(j, pivot);
            }
            double root = Math.sqrt(pivot);
            for (int column = j; column < k; column++) {
                a[j * k + column] /= root;
            }
            for (int i = j + 1; i < k; i++) {
                // From the start of a vector, though that writes below the diagonal: it saves the single steps.
                int start = i & -WIDEST;
                Kernels.ACTIVE.axpy(-a[j * k + i], a, j * k + start, a, i * k + start, k - start);
            }
        }
    }

    /// Replaces *b* by `A⁻¹·b`.
    ///
    /// @param u what [#factor] left
    /// @param b `double[k]`
    public static void solve(double[] u, int k, double[] b) {
        checkFromIndexSize(0, Math.multiplyExact(k, k), u.length);
        checkFromIndexSize(0, k, b.length);
        for (int i = 0; i < k; i++) {
            b[i] /= u[i * k + i];
            Kernels.ACTIVE.axpy(-b[i], u, i * k + i + 1, b, i + 1, k - i - 1);
        }
        for (int i = k - 1; i >= 0; i--) {
            b[i] = (b[i] - Kernels.ACTIVE.dot(u, i * k + i + 1, b, i + 1, k - i - 1)) / u[i * k + i];
        }
    }

    /// @return the largest diagonal entry
    private static double mirror(double[] a, int k) {
        double largest = 0;
        for (int i = 0; i < k; i++) {
            largest = Math.max(largest, Math.abs(a[i * k + i]));
            for (int j = 0; j < i; j++) {
                a[j * k + i] = a[i * k + j];
            }
        }
        return largest;
    }
}
