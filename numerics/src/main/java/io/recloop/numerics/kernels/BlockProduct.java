package io.recloop.numerics.kernels;

/// `C −= A·B` on blocks of [#SIZE] squared: what dense linear algebra spends its time on.
sealed interface BlockProduct permits ScalarBlockProduct, VectorBlockProduct {
    /// Three such blocks lie in the first-level cache together, and the rows of one are whole vectors.
    int SIZE = 64;

    static BlockProduct active() {
        return Kernels.ACTIVE instanceof VectorKernels ? new VectorBlockProduct() : new ScalarBlockProduct();
    }

    /// @param c       whose rows are `stride` apart
    /// @param a       of `SIZE·SIZE`, row-major, from `aOffset` on
    /// @param b       likewise
    void subtract(float[] c, int cOffset, int stride, float[] a, int aOffset, float[] b, int bOffset);
}
