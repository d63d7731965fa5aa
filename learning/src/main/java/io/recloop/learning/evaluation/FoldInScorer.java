package io.recloop.learning.evaluation;

import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.AlsRow.Objective;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Re-scores a model on histories it was not trained on, as serving would: its item factors stand, every user is
/// solved again.
///
/// So an incumbent and a candidate see the same history of the same users. Items that the model does not know are
/// neither history to it nor ever recommended by it. An item that nobody in the history had can be recommended, but
/// that a user did not have it says nothing: the Gramian is over the others. Immutable, hence safe for threads.
public final class FoldInScorer {
    private static final int CHUNK = 64;

    private final float[] itemFactors;
    private final int items;
    private final int k;
    private final Objective objective;

    /// @param itemFactors `float[items·factors]`, row-major, the model's own rows
    /// @param objective   the one it was trained with
    public FoldInScorer(float[] itemFactors, int items, int factors, Objective objective) {
        if (itemFactors.length != (long) items * factors) {
            throw new IllegalArgumentException(
                    "%d x %d factors in an array of %d".formatted(items, factors, itemFactors.length));
        }
        this.itemFactors = itemFactors;
        this.items = items;
        this.k = factors;
        this.objective = objective;
    }

    public static FoldInScorer of(FactorModel model, Objective objective) {
        return new FoldInScorer(model.itemFactors(), model.items(), model.factors(), objective);
    }

    /// The model over its own items.
    public Ranker ranker(CsrMatrix history, int threads) {
        return ranker(history, IntStream.range(0, items).toArray(), threads);
    }

    /// @param history   of the users to judge, in the item rows of the judgement
    /// @param ownRow    for each item row of the judgement this model's row, or −1 where it does not know the item
    /// @throws TrainingInterruptedException if the calling thread is interrupted
    public Ranker ranker(CsrMatrix history, int[] ownRow, int threads) {
        if (ownRow.length != history.cols()) {
            throw new IllegalArgumentException("%d rows mapped for %s".formatted(ownRow.length, history));
        }
        var unknown = new ItemSet(ownRow.length);
        var mapped = new float[Math.multiplyExact(ownRow.length, k)];
        for (int item = 0; item < ownRow.length; item++) {
            if (ownRow[item] < 0) {
                unknown.add(item);
            } else {
                System.arraycopy(itemFactors, Math.multiplyExact(ownRow[item], k), mapped, item * k, k);
            }
        }
        var known = known(history, ownRow);
        var had = known.columnCounts();
        var exposed = itemFactors.clone();
        int count = 0;
        for (int item = 0; item < items; item++) {
            if (had[item] == 0) {
                Arrays.fill(exposed, item * k, (item + 1) * k, 0);
            } else {
                count++;
            }
        }
        var gram = new float[k * k];
        Kernels.gram(exposed, items, k, gram);
        for (float value : gram) {
            if (!Float.isFinite(value)) {
                return new SilentRanker(history.rows(), history.cols()); // finite factors, but their squares are not
            }
        }
        return new FactorRanker(foldIn(known, gram, count, threads), ItemTiles.pack(mapped, ownRow.length, k), unknown);
    }

    private float[] foldIn(CsrMatrix history, float[] gram, int exposed, int threads) {
        var users = new float[Math.multiplyExact(history.rows(), k)];
        var solvers = new AlsRow[threads];
        try (var workers = new Workers(threads)) {
            workers.run(Math.ceilDiv(history.rows(), CHUNK), (worker, chunk) -> {
                if (solvers[worker] == null) {
                    solvers[worker] = new AlsRow(k);
                }
                for (int user = chunk * CHUNK; user < Math.min(history.rows(), (chunk + 1) * CHUNK); user++) {
                    solvers[worker].solveExact(
                            gram,
                            itemFactors,
                            history.indices(),
                            history.values(),
                            history.rowStart(user),
                            history.rowEnd(user),
                            exposed,
                            objective,
                            users,
                            user * k);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException(e);
        }
        return users;
    }

    /// The history in the model's own item rows.
    private CsrMatrix known(CsrMatrix history, int[] ownRow) {
        int entries = 0;
        for (int item : history.indices()) {
            entries += ownRow[item] >= 0 ? 1 : 0;
        }
        var users = new int[entries];
        var rows = new int[entries];
        var weights = new float[entries];
        int size = 0;
        for (int user = 0; user < history.rows(); user++) {
            for (int e = history.rowStart(user); e < history.rowEnd(user); e++) {
                if (ownRow[history.indices()[e]] >= 0) {
                    users[size] = user;
                    rows[size] = ownRow[history.indices()[e]];
                    weights[size++] = history.values()[e];
                }
            }
        }
        return CsrMatrix.ofTriples(history.rows(), items, users, rows, weights);
    }
}
