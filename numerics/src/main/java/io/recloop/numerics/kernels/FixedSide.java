package io.recloop.numerics.kernels;

import io.recloop.numerics.kernels.AlsRow.Objective;

/// The side that stands still while rows of the other are solved.
public final class FixedSide {
    /// A side of more values, 16 MB, lies in memory rather than in the caches.
    private static final int FAR = 1 << 22;

    final float[] factors;
    final int rows;
    final float[] gram;
    final Objective objective;
    final boolean far;

    /// @param factors row-major, `float[·k]`
    /// @param rows    how many of them count as not had
    /// @param gram    YᵀY over them, `float[k·k]`, both triangles
    public FixedSide(float[] factors, int rows, float[] gram, Objective objective) {
        this(factors, rows, gram, objective, factors.length > FAR);
    }

    /// @param far whether to treat the factors as too large for the caches
    FixedSide(float[] factors, int rows, float[] gram, Objective objective, boolean far) {
        this.factors = factors;
        this.rows = rows;
        this.gram = gram;
        this.objective = objective;
        this.far = far;
    }

    public float[] factors() {
        return factors;
    }

    public float[] gram() {
        return gram;
    }
}
