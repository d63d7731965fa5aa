package io.recloop.numerics.kernels;

import io.recloop.numerics.sparse.CsrMatrix;
import org.jspecify.annotations.Nullable;

/// Improves up to four rows of [AlsRow]'s problem at once by a few conjugate gradient steps each, from where they
/// are: `O(steps·(|S|·k + k²))` a row. The rows have nothing to do with each other but that they share each load of
/// the Gramian.
///
/// Source: Takács, Pilászy, Tikk, *Applications of the Conjugate Gradient Method for Implicit Feedback Collaborative
/// Filtering*, RecSys 2011. Preconditioned by what the diagonal of a row's matrix would be if S were any |S| of the
/// other side: that tells the factors apart as far as their axes are near those of YᵀY.
///
/// A row's items are passed over three times. Where the other side is too large for the caches, the first pass reads
/// them ahead ([CacheLines]), and so few rows are together that the later passes find them in the second cache.
/// The reading changes no bit; how many are together changes rounding, and follows from the data alone.
///
/// Not thread-safe: one instance per worker, the scratch is reused.
public final class AlsRows {
    /// How many rows are solved at once, at most.
    public static final int TOGETHER = 4;

    /// Values of the other side to be read ahead, 128 KB: of half a megabyte half was lost again before the next pass.
    private static final int AHEAD = 1 << 15;

    /// Below this squared residual nothing is left that float could improve.
    private static final float SOLVED = 1e-20f;

    private final int k;
    private final float[] x;
    private final float[] residual;
    private final float[] descent;
    private final float[] direction;
    private final float[] image;
    private final float[] inverse;
    private final float[] regularization = new float[TOGETHER];
    private final float[] left = new float[TOGETHER];
    private final int ahead;
    /// Of no use but that it makes the compiler keep the reading.
    float touched;

    public AlsRows(int factors) {
        if (factors <= 0) {
            throw new IllegalArgumentException("factors must be > 0, was " + factors);
        }
        int size = Math.multiplyExact(TOGETHER, factors);
        this.k = factors;
        this.ahead = Math.max(4, AHEAD / factors & -4);
        this.x = new float[size];
        this.residual = new float[size];
        this.descent = new float[size];
        this.direction = new float[size];
        this.image = new float[size];
        this.inverse = new float[size];
    }

    /// How many of `rows[first..end)` are best solved at once: from 1 to [#TOGETHER].
    public int together(FixedSide fixed, CsrMatrix interactions, int[] rows, int first, int end) {
        int most = Math.min(TOGETHER, end - first);
        if (!fixed.far) {
            return most;
        }
        int count = 1;
        int entries = interactions.rowLength(rows[first]);
        while (count < most && entries + interactions.rowLength(rows[first + count]) <= ahead) {
            entries += interactions.rowLength(rows[first + count]);
            count++;
        }
        return count;
    }

    /// @param interactions of the side that is solved, in rows of the fixed one; its values are weights ≥ 0
    /// @param rows         those to solve are `rows[first..first + count)`, count in 1..[#TOGETHER]
    /// @param means        prior means, row-major like `solved`; null: zero
    /// @param solved       row-major; holds each row's warm start, receives what is reached
    /// @param objectives   receives each row's objective at the value reached
    public void improve(
            FixedSide fixed,
            CsrMatrix interactions,
            int[] rows,
            int first,
            int count,
            int steps,
            float @Nullable [] means,
            float[] solved,
            double[] objectives) {
        check(fixed, interactions, count, means, solved);
        var group = new Group(fixed, interactions, rows, first, count);
        group.begin(means, solved, objectives);
        for (int step = 1; step <= steps; step++) {
            group.step(step == steps, objectives);
        }
        for (int r = 0; r < count; r++) {
            System.arraycopy(x, r * k, solved, rows[first + r] * k, k);
        }
    }

    private void check(FixedSide fixed, CsrMatrix interactions, int count, float @Nullable [] means, float[] solved) {
        if (fixed.gram.length != k * k) {
            throw new IllegalArgumentException("gram holds %d values, not %d".formatted(fixed.gram.length, k * k));
        }
        if (count < 1 || count > TOGETHER) {
            throw new IllegalArgumentException("%d rows, not 1 to %d".formatted(count, TOGETHER));
        }
        long values = (long) interactions.rows() * k;
        if (solved.length != values || means != null && means.length != values) {
            throw new IllegalArgumentException(
                    "%d values for %s and %d factors".formatted(solved.length, interactions, k));
        }
    }

    /// The rows' matrices are never formed.
    private final class Group {
        private final FixedSide fixed;
        private final CsrMatrix interactions;
        private final int[] rows;
        private final int first;
        private final int count;
        private final float alpha0;

        Group(FixedSide fixed, CsrMatrix interactions, int[] rows, int first, int count) {
            this.fixed = fixed;
            this.interactions = interactions;
            this.rows = rows;
            this.first = first;
            this.count = count;
            this.alpha0 = fixed.objective.alpha0();
        }

        /// Residuals `b − A·x` in one pass over the interactions, objectives, and the first directions.
        void begin(float @Nullable [] means, float[] solved, double[] objectives) {
            var kernels = Kernels.ACTIVE;
            if (fixed.far) {
                touch();
            }
            for (int r = 0; r < count; r++) {
                System.arraycopy(solved, row(r) * k, x, r * k, k);
            }
            kernels.timesMatrix(x, 0, count, fixed.gram, k, residual, 0);
            kernels.scale(-alpha0, residual, 0, count * k);
            for (int r = 0; r < count; r++) {
                int at = r * k;
                int from = interactions.rowStart(row(r));
                int to = interactions.rowEnd(row(r));
                regularization[r] = fixed.objective.regularization(to - from, fixed.rows);
                kernels.axpy(-regularization[r], x, at, residual, at, k);
                double objective = -kernels.dot(x, at, residual, at, k);
                if (means != null) {
                    int mean = row(r) * k;
                    // λ|x − m|² = λ|x|² + λ(|m|² − 2x·m).
                    kernels.axpy(regularization[r], means, mean, residual, at, k);
                    objective += regularization[r]
                            * ((double) kernels.dot(means, mean, means, mean, k)
                                    - 2.0 * kernels.dot(x, at, means, mean, k));
                }
                objective += missed(r);
                objectives[row(r)] = objective;
                invertExpectedDiagonal(r, from, to);
                precondition(at);
                System.arraycopy(descent, at, direction, at, k);
                left[r] = kernels.dot(residual, at, descent, at, k);
            }
        }

        /// One step of each row that still has one to go. The last step needs to know its length only, for which half
        /// a pass over the interactions is enough.
        void step(boolean last, double[] objectives) {
            var kernels = Kernels.ACTIVE;
            kernels.timesMatrix(direction, 0, count, fixed.gram, k, image, 0);
            kernels.scale(alpha0, image, 0, count * k);
            for (int r = 0; r < count; r++) {
                if (!(left[r] > SOLVED)) {
                    continue;
                }
                int at = r * k;
                kernels.axpy(regularization[r], direction, at, image, at, k);
                double squares = last ? squares(r) : image(r);
                float curvature = kernels.dot(direction, at, image, at, k) + (last ? (float) squares : 0);
                if (!(curvature > 0)) {
                    left[r] = 0; // rounding has eaten the direction: the iterate stands
                    continue;
                }
                float length = left[r] / curvature;
                kernels.axpy(length, direction, at, x, at, k);
                objectives[row(r)] -= (double) length * left[r];
                if (!last) {
                    kernels.axpy(-length, image, at, residual, at, k);
                    precondition(at);
                    float next = kernels.dot(residual, at, descent, at, k);
                    kernels.scale(next / left[r], direction, at, k);
                    kernels.axpy(1, descent, at, direction, at, k);
                    left[r] = next;
                }
            }
        }

        private int row(int r) {
            return rows[first + r];
        }

        /// All lists first, then the rows that they name, so that no list is waited for on its own.
        private void touch() {
            for (int r = 0; r < count; r++) {
                touched += CacheLines.touchList(
                        interactions.indices(),
                        interactions.values(),
                        interactions.rowStart(row(r)),
                        interactions.rowEnd(row(r)));
            }
            for (int r = 0; r < count; r++) {
                int from = interactions.rowStart(row(r));
                touchRows(from, Math.min(from + ahead, interactions.rowEnd(row(r))));
            }
        }

        private void touchRows(int from, int to) {
            touched += CacheLines.touchRows(fixed.factors, interactions.indices(), from, to, k);
        }

        /// Adds to the residual what the row's interactions call for. Where they were read ahead, part by part, so that
        /// they are still there.
        private double missed(int r) {
            int start = interactions.rowStart(row(r));
            int end = interactions.rowEnd(row(r));
            int part = fixed.far ? ahead : Math.max(1, end - start);
            double squares = 0;
            for (int from = start; from < end; from += part) {
                int to = Math.min(from + part, end);
                if (from > start) {
                    touchRows(from, to);
                }
                squares += respond(r, from, to, 1, -1, x, residual);
            }
            return squares;
        }

        private double respond(int r, int from, int to, float target, float sign, float[] p, float[] out) {
            return Kernels.ACTIVE.addResponses(
                    fixed.factors,
                    interactions.indices(),
                    interactions.values(),
                    from,
                    to,
                    k,
                    target,
                    sign,
                    p,
                    r * k,
                    out,
                    r * k);
        }

        private double image(int r) {
            return respond(r, interactions.rowStart(row(r)), interactions.rowEnd(row(r)), 0, 1, direction, image);
        }

        private double squares(int r) {
            return Kernels.ACTIVE.squaredProducts(
                    fixed.factors,
                    interactions.indices(),
                    interactions.values(),
                    interactions.rowStart(row(r)),
                    interactions.rowEnd(row(r)),
                    k,
                    direction,
                    r * k);
        }

        /// An axis along which nothing of the other side lies is left where it is.
        private void invertExpectedDiagonal(int r, int from, int to) {
            double weight = 0;
            for (int e = from; e < to; e++) {
                weight += interactions.values()[e];
            }
            float expected = alpha0 + (float) (weight / fixed.rows);
            for (int j = 0; j < k; j++) {
                float diagonal = expected * fixed.gram[j * k + j] + regularization[r];
                inverse[r * k + j] = diagonal > 0 ? 1 / diagonal : 0;
            }
        }

        private void precondition(int at) {
            for (int j = at; j < at + k; j++) {
                descent[j] = inverse[j] * residual[j];
            }
        }
    }
}
