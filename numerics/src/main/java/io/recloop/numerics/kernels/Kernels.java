package io.recloop.numerics.kernels;

import static java.lang.System.Logger.Level.INFO;
import static java.util.Objects.checkFromIndexSize;

/// The dense loops, checked: vector kernels where `jdk.incubator.vector` is in the boot layer, scalar ones otherwise.
///
/// Errors: each sum of *n* products lies within `n·2⁻²⁴·Σ|aᵢbᵢ|` of the true one (Higham 2002, §3.1).
/// A range outside its array is an [IndexOutOfBoundsException]. Stateless, hence safe for threads.
public final class Kernels {
    static final KernelSet ACTIVE = choose();

    private Kernels() {}

    /// Which kernels serve, for people: `vector, 512 bits` or `scalar`.
    public static String active() {
        return ACTIVE.description();
    }

    public static float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        checkFromIndexSize(aOffset, n, a.length);
        checkFromIndexSize(bOffset, n, b.length);
        return ACTIVE.dot(a, aOffset, b, bOffset, n);
    }

    /// @throws IllegalArgumentException where the lengths differ
    public static float dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("lengths differ: %d != %d".formatted(a.length, b.length));
        }
        return ACTIVE.dot(a, 0, b, 0, a.length);
    }

    public static double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        checkFromIndexSize(aOffset, n, a.length);
        checkFromIndexSize(bOffset, n, b.length);
        return ACTIVE.dot(a, aOffset, b, bOffset, n);
    }

    /// Euclidean length.
    public static float norm(float[] x, int offset, int n) {
        return (float) Math.sqrt(dot(x, offset, x, offset, n));
    }

    /// `y += alpha·x`.
    public static void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
        checkFromIndexSize(xOffset, n, x.length);
        checkFromIndexSize(yOffset, n, y.length);
        ACTIVE.axpy(alpha, x, xOffset, y, yOffset, n);
    }

    /// `x *= alpha`.
    public static void scale(float alpha, float[] x, int offset, int n) {
        checkFromIndexSize(offset, n, x.length);
        ACTIVE.scale(alpha, x, offset, n);
    }

    /// `Y = X·M`.
    ///
    /// @param x      `float[rows·k]` from `xOffset` on
    /// @param square `float[k·k]`
    /// @param y      receives `float[rows·k]` from `yOffset` on; not the place of *X*
    public static void timesMatrix(float[] x, int xOffset, int rows, float[] square, int k, float[] y, int yOffset) {
        checkFromIndexSize(0, Math.multiplyExact(k, k), square.length);
        checkFromIndexSize(xOffset, Math.multiplyExact(rows, k), x.length);
        checkFromIndexSize(yOffset, Math.multiplyExact(rows, k), y.length);
        ACTIVE.timesMatrix(x, xOffset, rows, square, k, y, yOffset);
    }

    /// `MᵀM` of a row-major matrix, both triangles.
    ///
    /// @param matrix `float[rows·k]`
    /// @param out receives `float[k·k]`; float rounding is bounded by blocks of 128 rows, summed in double
    public static void gram(float[] matrix, int rows, int k, float[] out) {
        checkFromIndexSize(0, Math.multiplyExact(k, k), out.length);
        var sum = new double[k * k];
        addGram(matrix, 0, rows, k, sum);
        symmetric(sum, k, out);
    }

    /// Adds the products of rows `[fromRow, toRow)` to the lower triangle of `sum`: the parallel form of
    /// [#gram], to be finished by [#symmetric].
    public static void addGram(float[] matrix, int fromRow, int toRow, int k, double[] sum) {
        checkFromIndexSize(Math.multiplyExact(fromRow, k), Math.multiplyExact(toRow - fromRow, k), matrix.length);
        checkFromIndexSize(0, Math.multiplyExact(k, k), sum.length);
        ACTIVE.addGramLower(matrix, fromRow, toRow, k, sum);
    }

    /// Rounds a lower triangle to float and mirrors it.
    public static void symmetric(double[] lower, int k, float[] out) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                out[i * k + j] = out[j * k + i] = (float) lower[i * k + j];
            }
        }
    }

    private static KernelSet choose() {
        boolean incubator =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        var chosen = incubator ? new VectorKernels() : new ScalarKernels();
        var said = incubator
                ? "Kernels: {0}"
                : "Kernels: {0}; the module jdk.incubator.vector is absent, the faster vector kernels need "
                        + "--add-modules=jdk.incubator.vector";
        System.getLogger(Kernels.class.getName()).log(INFO, said, chosen.description());
        return chosen;
    }
}
