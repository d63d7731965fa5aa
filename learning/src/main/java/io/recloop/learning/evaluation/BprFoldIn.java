package io.recloop.learning.evaluation;

import io.recloop.learning.engine.BprSettings;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.NegativeItems;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;

/// Re-scores a BPR model on histories it was not trained on, as serving would: its items stand, every user is folded in
/// by [BprRow].
public final class BprFoldIn {
    private static final int CHUNK = 64;

    private BprFoldIn() {}

    /// As below, the negatives drawn by how many of the history had each item, as a bundle of that history says.
    public static FactorRanker ranker(
            FactorModel model, BprSettings settings, CsrMatrix history, int[] ownRow, int threads) {
        requireMapped(history, ownRow);
        var popularity = new float[model.items()];
        var counts = history.columnCounts();
        for (int item = 0; item < ownRow.length; item++) {
            if (ownRow[item] >= 0) {
                popularity[ownRow[item]] += counts[item];
            }
        }
        return ranker(model, settings, history, ownRow, popularity, threads);
    }

    /// @param history    of the users to judge, in the item rows of the judgement; weights as values
    /// @param ownRow     for each item row of the judgement this model's row, or −1 where it does not know the item
    /// @param popularity of each of this model's items, how many had it in training
    /// @throws TrainingInterruptedException if the calling thread is interrupted
    public static FactorRanker ranker(
            FactorModel model, BprSettings settings, CsrMatrix history, int[] ownRow, float[] popularity, int threads) {
        requireMapped(history, ownRow);
        var negatives = NegativeItems.of(
                model.itemFactors(), model.itemBiases(), model.items(), model.factors(), popularity, settings.foldIn());
        var users = foldIn(model, negatives, settings.foldIn(), history, ownRow, threads);
        return FactorRanker.over(
                new FactorModel(history.rows(), model.items(), model.factors(), users, model.itemFactors())
                        .withItemBiases(model.itemBiases()),
                ownRow);
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

    private static void requireMapped(CsrMatrix history, int[] ownRow) {
        if (ownRow.length != history.cols()) {
            throw new IllegalArgumentException("%d rows mapped for %s".formatted(ownRow.length, history));
        }
    }
}
