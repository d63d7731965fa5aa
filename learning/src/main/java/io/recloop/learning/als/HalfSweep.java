package io.recloop.learning.als;

import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.AlsRow.Objective;
import io.recloop.numerics.kernels.AlsRows;
import io.recloop.numerics.kernels.FixedSide;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Solves every row of one side while the other side stands still.
///
/// A row depends on the other side and on its own last value only, so the result is the same to the bit for any
/// number of threads. A row without interactions is zero. Not thread-safe: its scratch belongs to one sweep at a time.
final class HalfSweep {
    /// Chunks of about this much work are short enough to balance and to stop between, long enough to cost nothing.
    private static final long CHUNK_WORK = 1 << 14;

    private final CsrMatrix interactions;
    private final int k;
    private final Objective objective;
    private final RowSolver how;
    private final int others;
    private final int[] order;
    private final int[] chunkStarts;
    private final double[] objectives;
    private final Gramian gramian;
    private final AlsRow[] solvers;
    private final AlsRows[] gradients;

    /// @param interactions rows are the side that is solved
    /// @param others       rows of the other side that count as not had
    HalfSweep(CsrMatrix interactions, int others, Problem problem, RowSolver how, int threads) {
        this.interactions = interactions;
        this.others = others;
        this.k = problem.factors();
        this.objective = problem.objective();
        this.how = how;
        this.order = longestFirst(interactions);
        this.chunkStarts = chunks(interactions, order, k);
        this.objectives = new double[interactions.rows()];
        this.gramian = new Gramian(interactions.cols(), k);
        this.solvers = new AlsRow[threads];
        this.gradients = new AlsRows[threads];
        for (int i = 0; i < threads; i++) {
            solvers[i] = new AlsRow(k);
            gradients[i] = new AlsRows(k);
        }
    }

    /// @param solved row-major, the warm start; receives the solution
    /// @param fixed  the other side, row-major
    /// @param means  prior means of the rows, row-major; null: zero
    /// @return the loss without the other side's regularisation: the sum of the rows' objectives
    double run(float[] solved, float[] fixed, float @Nullable [] means, Workers workers) throws InterruptedException {
        var side = new FixedSide(fixed, others, gramian.of(fixed, workers), objective);
        workers.run(
                chunkStarts.length - 1,
                (worker, chunk) -> solve(worker, chunkStarts[chunk], chunkStarts[chunk + 1], side, solved, means));
        double total = 0;
        for (double row : objectives) {
            total += row;
        }
        return total;
    }

    /// The other side's Gramian, overwritten by the next sweep.
    float[] gram(float[] fixed, Workers workers) throws InterruptedException {
        return gramian.of(fixed, workers);
    }

    /// The order's rows from first to end. They get shorter, so those for the gradient come before those that are
    /// solved exactly, and those are before the empty ones.
    private void solve(int worker, int first, int end, FixedSide side, float[] solved, float @Nullable [] means) {
        int gradientEnd = first;
        while (gradientEnd < end && how.blockSize() == 0 && byGradient(order[gradientEnd])) {
            gradientEnd++;
        }
        int at = first;
        while (at < gradientEnd) {
            int count = gradients[worker].together(side, interactions, order, at, gradientEnd);
            gradients[worker].improve(side, interactions, order, at, count, how.cgSteps(), means, solved, objectives);
            at += count;
        }
        for (; at < end; at++) {
            solvers[worker].prior(means, means == null ? 0 : order[at] * k);
            objectives[order[at]] = solve(solvers[worker], order[at], side, solved);
        }
    }

    private boolean byGradient(int row) {
        int entries = interactions.rowLength(row);
        return entries > 0 && !exactIsCheaper(entries);
    }

    private double solve(AlsRow solver, int row, FixedSide side, float[] solved) {
        int from = interactions.rowStart(row);
        int to = interactions.rowEnd(row);
        var items = interactions.indices();
        var weights = interactions.values();
        int at = row * k;
        if (from == to) {
            Arrays.fill(solved, at, at + k, 0);
            return 0;
        }
        return how.blockSize() > 0
                ? solver.solveBlocks(
                        side.gram(),
                        side.factors(),
                        items,
                        weights,
                        from,
                        to,
                        others,
                        objective,
                        how.blockSize(),
                        solved,
                        at)
                : solver.solveExact(
                        side.gram(), side.factors(), items, weights, from, to, others, objective, solved, at);
    }

    /// Counts multiplications; those of the exact solver are in double and in short loops: four times as dear.
    private boolean exactIsCheaper(int entries) {
        long size = k;
        long exact = 4 * (entries * size * size / 2 + size * size * size / 6);
        // The last step needs to know its length only, for which half a pass is enough.
        long gradient = (2L * how.cgSteps() + 1) * entries * size + (how.cgSteps() + 1) * size * size;
        return how.cgSteps() == 0 || exact < gradient;
    }

    /// Long rows first: the last chunks are then small, and no thread is left alone with a large one.
    private static int[] longestFirst(CsrMatrix matrix) {
        int longest = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            longest = Math.max(longest, matrix.rowLength(row));
        }
        var next = new int[longest + 2];
        for (int row = 0; row < matrix.rows(); row++) {
            next[longest - matrix.rowLength(row) + 1]++;
        }
        for (int i = 0; i <= longest; i++) {
            next[i + 1] += next[i];
        }
        var order = new int[matrix.rows()];
        for (int row = 0; row < matrix.rows(); row++) {
            order[next[longest - matrix.rowLength(row)]++] = row;
        }
        return order;
    }

    private static int[] chunks(CsrMatrix matrix, int[] order, int k) {
        var starts = new int[order.length + 1];
        int count = 0;
        long work = CHUNK_WORK;
        for (int i = 0; i < order.length; i++) {
            if (work >= CHUNK_WORK) {
                starts[count++] = i;
                work = 0;
            }
            work += matrix.rowLength(order[i]) + k;
        }
        starts[count++] = order.length;
        return Arrays.copyOf(starts, count);
    }
}
