package io.recloop.numerics.kernels;

import org.jspecify.annotations.Nullable;

/// A fixed number of conjugate gradient steps on `A·x = b` for symmetric positive definite *A*, given as a product.
///
/// Source: Takács, Pilászy, Tikk, *Applications of the Conjugate Gradient Method for Implicit Feedback
/// Collaborative Filtering*, RecSys 2011, which also preconditions by a diagonal. Not thread-safe: the scratch is
/// reused.
final class ConjugateGradient {
    @FunctionalInterface
    interface Operator {
        /// `out = A·x`, both `float[k]`.
        void apply(float[] x, float[] out);

        /// `xᵀA·x`, all that the last step needs to know.
        ///
        /// @param scratch `float[k]`, overwritten
        default float curvature(float[] x, float[] scratch) {
            apply(x, scratch);
            return Kernels.ACTIVE.dot(x, 0, scratch, 0, x.length);
        }
    }

    /// Below this squared residual nothing is left that float could improve.
    private static final float SOLVED = 1e-20f;

    private final int k;
    private final float[] direction;
    private final float[] image;
    private final float[] preconditioned;

    ConjugateGradient(int k) {
        this.k = k;
        this.direction = new float[k];
        this.image = new float[k];
        this.preconditioned = new float[k];
    }

    /// Improves a warm start.
    ///
    /// @param inverse  the diagonal of a matrix near A⁻¹, `float[k]` ≥ 0; null: ones
    /// @param residual `b − A·x` for the given *x*; overwritten
    /// @param x        the warm start; updated
    /// @return by how much `xᵀAx − 2bᵀx` fell, never negative
    double improve(Operator a, float @Nullable [] inverse, float[] residual, float[] x, int xOffset, int steps) {
        var kernels = Kernels.ACTIVE;
        var descent = precondition(inverse, residual);
        System.arraycopy(descent, 0, direction, 0, k);
        float left = kernels.dot(residual, 0, descent, 0, k);
        double fell = 0;
        for (int step = 1; step <= steps && left > SOLVED; step++) {
            float curvature;
            if (step < steps) {
                a.apply(direction, image);
                curvature = kernels.dot(direction, 0, image, 0, k);
            } else {
                curvature = a.curvature(direction, image);
            }
            if (!(curvature > 0)) {
                break; // rounding has eaten the direction: the iterate stands
            }
            float length = left / curvature;
            kernels.axpy(length, direction, 0, x, xOffset, k);
            fell += (double) length * left;
            if (step < steps) {
                kernels.axpy(-length, image, 0, residual, 0, k);
                descent = precondition(inverse, residual);
                float next = kernels.dot(residual, 0, descent, 0, k);
                kernels.scale(next / left, direction, 0, k);
                kernels.axpy(1, descent, 0, direction, 0, k);
                left = next;
            }
        }
        return fell;
    }

    private float[] precondition(float @Nullable [] inverse, float[] residual) {
        if (inverse == null) {
            return residual;
        }
        for (int j = 0; j < k; j++) {
            preconditioned[j] = inverse[j] * residual[j];
        }
        return preconditioned;
    }
}
