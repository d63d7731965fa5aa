package io.recloop.numerics.kernels;

import static io.recloop.numerics.kernels.BlockProduct.SIZE;

import io.recloop.numerics.parallel.Workers;
import java.util.Arrays;

/// Inverts a large symmetric positive definite matrix in its own place, in single precision: `n³/2` multiplications.
///
/// Gauss-Jordan elimination by blocks of the diagonal, on the lower triangle alone: each step *sweeps* one block (the
/// pivot block's own inverse in double precision) and subtracts one product of rank 64 from everything else.
/// Without pivoting this is as good as Cholesky's for such matrices (Peters and Wilkinson 1975): the relative error
/// is of the order of `n·2⁻²⁴` times the condition number.
///
/// Source: Goodnight, *A Tutorial on the SWEEP Operator*, The American Statistician 33, 1979.
/// One instance is one matrix: filled and read by one thread at a time.
public final class SymmetricInverse {
    private final int n;

    /// `n` in whole blocks; what is added is the unit matrix.
    private final int padded;

    private final float[] matrix;
    private final float[] column;
    private final float[] scaled;
    private final BlockProduct product;

    /// The matrix of all zeros.
    ///
    /// @param n 1 to 46,000
    /// @throws IllegalArgumentException if it is not
    public SymmetricInverse(int n) {
        this(n, BlockProduct.active());
    }

    SymmetricInverse(int n, BlockProduct product) {
        if (n < 1 || n > 46_000) {
            throw new IllegalArgumentException("a matrix of %d rows is none that fits one array".formatted(n));
        }
        this.n = n;
        this.padded = Math.ceilDiv(n, SIZE) * SIZE;
        this.matrix = new float[padded * padded];
        this.column = new float[padded * SIZE];
        this.scaled = new float[padded * SIZE];
        this.product = product;
        for (int i = n; i < padded; i++) {
            matrix[i * padded + i] = 1;
        }
    }

    /// Bytes that an instance holds.
    public static long memory(long n) {
        long padded = Math.ceilDiv(n, SIZE) * SIZE;
        return 4 * padded * (padded + 2 * SIZE);
    }

    public int size() {
        return n;
    }

    /// The shared array: row *i* begins at `i·stride()`. Of it the lower triangle counts.
    public float[] lower() {
        return matrix;
    }

    public int stride() {
        return padded;
    }

    /// Replaces the lower triangle by that of the **negative** inverse.
    ///
    /// @throws SingularMatrixException if the matrix is not positive definite, to single precision
    /// @throws InterruptedException    if the caller is interrupted; the matrix is of no use then
    public void negativeInverse(Workers workers) throws InterruptedException {
        int blocks = padded / SIZE;
        for (int pivot = 0; pivot < blocks; pivot++) {
            int at = pivot;
            var inverse = pivotInverse(at);
            gather(at);
            workers.run(blocks, (worker, chunk) -> {
                // The last rows are the longest: they come first, so that no worker is left alone with one.
                int block = blocks - 1 - chunk;
                if (block != at) {
                    eliminate(block, at, inverse);
                }
            });
            writePivot(at, inverse);
        }
    }

    private float[] pivotInverse(int pivot) {
        var block = new double[SIZE * SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j <= i; j++) {
                block[i * SIZE + j] = matrix[(pivot * SIZE + i) * padded + pivot * SIZE + j];
            }
        }
        Cholesky.factor(block, SIZE);
        var inverse = new float[SIZE * SIZE];
        var unit = new double[SIZE];
        for (int j = 0; j < SIZE; j++) {
            Arrays.fill(unit, 0);
            unit[j] = 1;
            Cholesky.solve(block, SIZE, unit);
            for (int i = 0; i < SIZE; i++) {
                inverse[i * SIZE + j] = (float) unit[i];
            }
        }
        return inverse;
    }

    /// The pivot's block column, block by block and each transposed: `column[b][p][i]` is of row *i* of block *b* and
    /// column *p* of the pivot. Zero for the pivot itself, which is thus left as it is.
    private void gather(int pivot) {
        int first = pivot * SIZE;
        for (int block = 0; block < padded / SIZE; block++) {
            int to = block * SIZE * SIZE;
            if (block == pivot) {
                Arrays.fill(column, to, to + SIZE * SIZE, 0);
            } else if (block < pivot) {
                for (int p = 0; p < SIZE; p++) {
                    System.arraycopy(matrix, (first + p) * padded + block * SIZE, column, to + p * SIZE, SIZE);
                }
            } else {
                for (int i = 0; i < SIZE; i++) {
                    for (int p = 0; p < SIZE; p++) {
                        column[to + p * SIZE + i] = matrix[(block * SIZE + i) * padded + first + p];
                    }
                }
            }
        }
    }

    /// One block row: scales its part of the block column by the pivot's inverse, subtracts the product with every
    /// other part up to the diagonal, and puts the scaled part in its place.
    private void eliminate(int block, int pivot, float[] inverse) {
        int part = block * SIZE * SIZE;
        Arrays.fill(scaled, part, part + SIZE * SIZE, 0);
        for (int i = 0; i < SIZE; i++) {
            for (int p = 0; p < SIZE; p++) {
                Kernels.ACTIVE.axpy(column[part + p * SIZE + i], inverse, p * SIZE, scaled, part + i * SIZE, SIZE);
            }
        }
        for (int other = 0; other <= block; other++) {
            if (other != pivot) {
                product.subtract(
                        matrix,
                        block * SIZE * padded + other * SIZE,
                        padded,
                        scaled,
                        part,
                        column,
                        other * SIZE * SIZE);
            }
        }
        for (int i = 0; i < SIZE; i++) {
            int row = block * SIZE + i;
            if (block > pivot) {
                System.arraycopy(scaled, part + i * SIZE, matrix, row * padded + pivot * SIZE, SIZE);
            } else {
                for (int p = 0; p < SIZE; p++) {
                    matrix[(pivot * SIZE + p) * padded + row] = scaled[part + i * SIZE + p];
                }
            }
        }
    }

    private void writePivot(int pivot, float[] inverse) {
        for (int i = 0; i < SIZE; i++) {
            for (int p = 0; p < SIZE; p++) {
                matrix[(pivot * SIZE + i) * padded + pivot * SIZE + p] = -inverse[i * SIZE + p];
            }
        }
    }
}
