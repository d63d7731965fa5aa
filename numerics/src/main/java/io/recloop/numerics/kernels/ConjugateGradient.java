package io.recloop.numerics.kernels;

/// A fixed number of conjugate gradient steps on `A·x = b` for symmetric positive definite *A*, given as a product.
///
/// Source: Takács, Pilászy, Tikk, *Applications of the Conjugate Gradient Method for Implicit Feedback
/// Collaborative Filtering*, RecSys 2011. Not thread-safe: the scratch is reused.
final class ConjugateGradient {
    /// `out = A·x`, both `float[k]`.
    @FunctionalInterface
    interface Operator {
        void apply(float[] x, float[] out);
    }

    /// Below this squared residual nothing is left that float could improve.
    private static final float SOLVED = 1e-20f;

    private final int k;
    private final float[] direction;
    private final float[] image;

    ConjugateGradient(int k) {
        this.k = k;
        this.direction = new float[k];
        this.image = new float[k];
    }

    /// Improves a warm start.
    ///
    /// @param residual `b − A·x` for the given *x*; updated
    /// @param x        the warm start; updated
    /// @return by how much `xᵀAx − 2bᵀx` fell, never negative
    double improve(Operator a, float[] residual, float[] x, int xOffset, int steps) {
        var kernels = Kernels.ACTIVE;
        System.arraycopy(residual, 0, direction, 0, k);
        float left = kernels.dot(residual, 0, residual, 0, k);
        double fell = 0;
        for (int step = 0; step < steps && left > SOLVED; step++) {
            a.apply(direction, image);
            float curvature = kernels.dot(direction, 0, image, 0, k);
            if (!(curvature > 0)) {
                break; // rounding has eaten the direction: the iterate stands
            }
            float length = left / curvature;
            kernels.axpy(length, direction, 0, x, xOffset, k);
            kernels.axpy(-length, image, 0, residual, 0, k);
            fell += (double) length * left;
            float next = kernels.dot(residual, 0, residual, 0, k);
            kernels.scale(next / left, direction, 0, k);
            kernels.axpy(1, residual, 0, direction, 0, k);
            left = next;
        }
        return fell;
    }
}
