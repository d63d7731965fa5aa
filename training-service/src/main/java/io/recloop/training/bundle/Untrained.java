package io.recloop.training.bundle;

import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.NegativeItems;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.engine.AlsSettings;
import io.recloop.training.engine.BprSettings;
import io.recloop.training.engine.EaseSettings;
import io.recloop.training.engine.FactorModel;
import io.recloop.training.engine.Settings;
import java.util.Arrays;

/// Users who have positives and were too few of them to learn from: the model serves them all the same.
final class Untrained {
    private Untrained() {}

    /// How one user is solved for.
    private interface Solver {
        /// @param items   `items[0..size)` are the user's positives
        /// @param weights of these, above 0
        void solve(int[] items, float[] weights, int size, float[] out, int outOffset);
    }

    /// @param seen    positives have a weight above 0
    /// @param trained what the model was fitted to
    /// @param model   receives the factors of these users
    static void foldIn(CsrMatrix seen, CsrMatrix trained, FactorModel model, Settings settings) {
        switch (settings) {
            case AlsSettings als -> solve(seen, trained, model, als(seen, model, als.objective()));
            case BprSettings bpr -> solve(seen, trained, model, bpr(seen, model, bpr.foldIn()));
            case EaseSettings ease -> throw new IllegalArgumentException("EASE has no factors");
        }
    }

    private static void solve(CsrMatrix seen, CsrMatrix trained, FactorModel model, Solver solver) {
        for (int user = 0; user < seen.rows(); user++) {
            if (trained.rowLength(user) > 0) {
                continue;
            }
            int size = 0;
            var items = new int[seen.rowLength(user)];
            var weights = new float[items.length];
            for (int entry = seen.rowStart(user); entry < seen.rowEnd(user); entry++) {
                if (seen.values()[entry] > 0) {
                    items[size] = seen.indices()[entry];
                    weights[size++] = seen.values()[entry];
                }
            }
            if (size > 0) {
                solver.solve(items, weights, size, model.userFactors(), user * model.factors());
            }
        }
    }

    private static Solver als(CsrMatrix seen, FactorModel model, AlsRow.Objective objective) {
        var gram = new float[model.factors() * model.factors()];
        int exposed = gramOfExposed(seen, model, gram);
        var row = new AlsRow(model.factors());
        return (items, weights, size, out, outOffset) ->
                row.solveExact(gram, model.itemFactors(), items, weights, 0, size, exposed, objective, out, outOffset);
    }

    private static Solver bpr(CsrMatrix seen, FactorModel model, BprRow.Objective objective) {
        var popularity = new float[model.items()];
        for (int entry = 0; entry < seen.entries(); entry++) {
            popularity[seen.indices()[entry]] += seen.values()[entry] > 0 ? 1 : 0;
        }
        var negatives = NegativeItems.of(
                model.itemFactors(), model.itemBiases(), model.items(), model.factors(), popularity, objective);
        var row = new BprRow(negatives, objective);
        return (items, weights, size, out, outOffset) ->
                row.solve(model.itemFactors(), model.itemBiases(), items, weights, 0, size, out, outOffset);
    }

    /// Over the items that somebody had: not having had the others says nothing.
    private static int gramOfExposed(CsrMatrix seen, FactorModel model, float[] gram) {
        int k = model.factors();
        var counts = seen.columnCounts();
        var factors = model.itemFactors();
        int exposed = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        if (exposed < counts.length) {
            factors = factors.clone();
            for (int item = 0; item < counts.length; item++) {
                if (counts[item] == 0) {
                    Arrays.fill(factors, item * k, (item + 1) * k, 0);
                }
            }
        }
        Kernels.gram(factors, model.items(), k, gram);
        return exposed;
    }
}
