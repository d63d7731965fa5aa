package io.recloop.numerics.kernels;

/// Solves symmetric positive definite systems in double precision, in place.
///
/// Error: backward stable, `‖(A+E)x − b‖ = 0` with `‖E‖ ≤ 4k(3k+1)·2⁻⁵³·‖A‖` (Higham 2002, theorem 10.4).
/// Stateless, hence safe for threads.
public final class Cholesky {
    private static final double SMALLEST_PIVOT = 1e-13;

    private Cholesky() {}

    /// Replaces the lower triangle of *A* by *L* with `A = L·Lᵀ`; the upper one is neither read nor written.
    ///
    /// @param a `double[k·k]`, row-major
    /// @throws SingularMatrixException if a pivot is not above 1e-13 of the largest diagonal entry
    public static void factor(double[] a, int k) {
        double largest = 0;
        for (int i = 0; i < k; i++) {
            largest = Math.max(largest, Math.abs(a[i * k + i]));
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                a[i * k + j] = (a[i * k + j] - Kernels.dot(a, i * k, a, j * k, j)) / a[j * k + j];
            }
            double pivot = a[i * k + i] - Kernels.dot(a, i * k, a, i * k, i);
            if (!(pivot > SMALLEST_PIVOT * largest)) {
                throw new SingularMatrixException(i, pivot);
            }
            a[i * k + i] = Math.sqrt(pivot);
        }
    }

    /// Replaces *b* by `A⁻¹·b`.
    ///
    /// @param l what {@link #factor} left
    public static void solve(double[] l, int k, double[] b) {
        for (int i = 0; i < k; i++) {
            b[i] = (b[i] - Kernels.dot(l, i * k, b, 0, i)) / l[i * k + i];
        }
        for (int i = k - 1; i >= 0; i--) {
            double x = b[i] / l[i * k + i];
            b[i] = x;
            for (int j = 0; j < i; j++) {
                b[j] -= x * l[i * k + j];
            }
        }
    }
}
