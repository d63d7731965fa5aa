package io.recloop.training.evaluation;

import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.NegativeItems;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.engine.BprSettings;
import io.recloop.training.engine.FactorModel;
import io.recloop.training.engine.TrainingInterruptedException;
import java.util.stream.IntStream;

/// Re-scores a BPR model on histories it was not trained on, as serving would: its items stand, every user is folded in
/// by {@link BprRow}. A bias is one more factor, by which every user's is 1.
public final class BprFoldIn {
    private static final int CHUNK = 64;

    private BprFoldIn() {}

    /// With the users as they were trained.
    public static FactorRanker asTrained(FactorModel model) {
        int k = model.factors();
        return new FactorRanker(
                widened(model.userFactors(), model.users(), k),
                tiles(model, IntStream.range(0, model.items()).toArray()),
                new ItemSet(model.items()));
    }

    /// The model over its own items, which are the history's.
    public static FactorRanker ranker(FactorModel model, BprSettings settings, CsrMatrix history, int threads) {
        return ranker(
                model, settings, history, IntStream.range(0, model.items()).toArray(), popularity(history), threads);
    }

    /// @param history    of the users to judge, in the item rows of the judgement; weights as values
    /// @param ownRow     for each item row of the judgement this model's row, or −1 where it does not know the item
    /// @param popularity of each of this model's items, how many had it in training
    /// @throws TrainingInterruptedException if the calling thread is interrupted
    public static FactorRanker ranker(
            FactorModel model, BprSettings settings, CsrMatrix history, int[] ownRow, float[] popularity, int threads) {
        if (ownRow.length != history.cols()) {
            throw new IllegalArgumentException("%d rows mapped for %s".formatted(ownRow.length, history));
        }
        var unknown = new ItemSet(ownRow.length);
        for (int item = 0; item < ownRow.length; item++) {
            if (ownRow[item] < 0) {
                unknown.add(item);
            }
        }
        var negatives = NegativeItems.of(
                model.itemFactors(), model.itemBiases(), model.items(), model.factors(), popularity, settings.foldIn());
        var users = foldIn(model, negatives, settings.foldIn(), history, ownRow, threads);
        return new FactorRanker(widened(users, history.rows(), model.factors()), tiles(model, ownRow), unknown);
    }

    private static float[] foldIn(
            FactorModel model,
            NegativeItems negatives,
            BprRow.Objective objective,
            CsrMatrix history,
            int[] ownRow,
            int threads) {
        int k = model.factors();
        var users = new float[Math.multiplyExact(history.rows(), k)];
        var solvers = new BprRow[threads];
        try (var workers = new Workers(threads)) {
            workers.run(Math.ceilDiv(history.rows(), CHUNK), (worker, chunk) -> {
                if (solvers[worker] == null) {
                    solvers[worker] = new BprRow(negatives, objective);
                }
                for (int user = chunk * CHUNK; user < Math.min(history.rows(), (chunk + 1) * CHUNK); user++) {
                    var known = new Known(history, user, ownRow);
                    solvers[worker].solve(
                            model.itemFactors(),
                            model.itemBiases(),
                            known.items,
                            known.weights,
                            0,
                            known.size,
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

    /// A user's history in the model's own item rows.
    private static final class Known {
        private final int[] items;
        private final float[] weights;
        private int size;

        Known(CsrMatrix history, int user, int[] ownRow) {
            items = new int[history.rowLength(user)];
            weights = new float[items.length];
            history.forEach(user, (item, weight) -> {
                if (ownRow[item] >= 0) {
                    items[size] = ownRow[item];
                    weights[size++] = weight;
                }
            });
        }
    }

    private static float[] widened(float[] users, int rows, int k) {
        var wide = new float[Math.multiplyExact(rows, k + 1)];
        for (int user = 0; user < rows; user++) {
            System.arraycopy(users, user * k, wide, user * (k + 1), k);
            wide[user * (k + 1) + k] = 1;
        }
        return wide;
    }

    private static ItemTiles tiles(FactorModel model, int[] ownRow) {
        int k = model.factors();
        var biases = model.itemBiases();
        var wide = new float[Math.multiplyExact(ownRow.length, k + 1)];
        for (int item = 0; item < ownRow.length; item++) {
            int own = ownRow[item];
            if (own >= 0) {
                System.arraycopy(model.itemFactors(), Math.multiplyExact(own, k), wide, item * (k + 1), k);
                wide[item * (k + 1) + k] = biases == null ? 0 : biases[own];
            }
        }
        return ItemTiles.pack(wide, ownRow.length, k + 1);
    }

    private static float[] popularity(CsrMatrix history) {
        var counts = history.columnCounts();
        var popularity = new float[counts.length];
        for (int item = 0; item < counts.length; item++) {
            popularity[item] = counts[item];
        }
        return popularity;
    }
}
