package io.recloop.training.bundle;

import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.engine.AlsSettings;
import io.recloop.training.engine.FactorModel;
import io.recloop.training.engine.Settings;
import java.util.Arrays;

/// Users who have positives and were too few of them to learn from: the model serves them all the same.
final class Untrained {
    private Untrained() {}

    /// @param seen    positives have a weight above 0
    /// @param trained what the model was fitted to
    /// @param model   receives the factors of these users
    static void foldIn(CsrMatrix seen, CsrMatrix trained, FactorModel model, Settings settings) {
        if (settings instanceof AlsSettings als) {
            solve(seen, trained, model, als.objective());
        }
    }

    private static void solve(CsrMatrix seen, CsrMatrix trained, FactorModel model, AlsRow.Objective objective) {
        int k = model.factors();
        var gram = new float[k * k];
        int exposed = gramOfExposed(seen, model, gram);
        var solver = new AlsRow(k);
        for (int user = 0; user < seen.rows(); user++) {
            int size = 0;
            var items = new int[seen.rowLength(user)];
            var weights = new float[items.length];
            for (int entry = seen.rowStart(user); entry < seen.rowEnd(user); entry++) {
                if (seen.values()[entry] > 0) {
                    items[size] = seen.indices()[entry];
                    weights[size++] = seen.values()[entry];
                }
            }
            if (size > 0 && trained.rowLength(user) == 0) {
                solver.solveExact(
                        gram,
                        model.itemFactors(),
                        items,
                        weights,
                        0,
                        size,
                        exposed,
                        objective,
                        model.userFactors(),
                        user * k);
            }
        }
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
