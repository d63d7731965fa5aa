package io.recloop.numerics.kernels;

import org.jspecify.annotations.Nullable;

/// The inner loops, without argument checks: [Kernels] checks, an implementation only runs.
///
/// Matrices are row-major with `k` columns. A *row list* is `rows[from..to)`, optionally weighted by
/// `weights[from..to)`.
sealed interface KernelSet permits ScalarKernels, VectorKernels {
    /// Rows whose products are summed in float before the sum moves to double: bounds the float error at
    /// `GRAM_BLOCK·2⁻²⁴·Σ|a·b|` for any number of rows.
    int GRAM_BLOCK = 128;

    /// One line for people: which implementation, how wide.
    String description();

    float dot(float[] a, int aOffset, float[] b, int bOffset, int n);

    double dot(double[] a, int aOffset, double[] b, int bOffset, int n);

    void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n);

    void axpy(double alpha, double[] x, int xOffset, double[] y, int yOffset, int n);

    void scale(float alpha, float[] x, int xOffset, int n);

    /// `Y = X·M` for square *M*, `float[k·k]`; *X* and *Y*, `float[rows·k]`, do not overlap.
    void timesMatrix(float[] x, int xOffset, int rows, float[] m, int k, float[] y, int yOffset);

    /// Adds `Σ row·rowᵀ` over rows `[fromRow, toRow)` to the lower triangle of `sum`.
    void addGramLower(float[] matrix, int fromRow, int toRow, int k, double[] sum);

    /// `out += Σ wᵣ·(target + sign·(mᵣ·p))·mᵣ` over the row list.
    ///
    /// @return `Σ wᵣ·(target + sign·(mᵣ·p))²`
    double addResponses(
            float[] matrix,
            int[] rows,
            float @Nullable [] weights,
            int from,
            int to,
            int k,
            float target,
            float sign,
            float[] p,
            int pOffset,
            float[] out,
            int outOffset);

    /// `Σ wᵣ·(mᵣ·p)²` over the row list.
    double squaredProducts(
            float[] matrix, int[] rows, float @Nullable [] weights, int from, int to, int k, float[] p, int pOffset);
}
