package io.recloop.learning.bundle;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.BprSettings;
import io.recloop.learning.engine.EaseSettings;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.Settings;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.NegativeItems;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;

/// Users who have positives and were too few of them to learn from: the model serves them all the same.
final class Untrained {
    private Untrained() {}

    /// @param seen    positives have a weight above 0
    /// @param trained what the model was fitted to
    /// @param model   receives the factors of these users
    static void foldIn(CsrMatrix seen, CsrMatrix trained, FactorModel model, Settings settings) {
        switch (settings) {
            case AlsSettings als -> foldIn(seen, trained, model, als(seen, model, als.objective()));
            case BprSettings bpr -> foldIn(seen, trained, model, bpr(seen, model, bpr.foldIn()));
            case EaseSettings ease -> throw new IllegalArgumentException("EASE has no factors");
        }
    }

    /// Solves one user from what they had.
    @FunctionalInterface
    private interface Row {
        void solve(int[] items, float[] weights, int size, int offset);
    }

    private static void foldIn(CsrMatrix seen, CsrMatrix trained, FactorModel model, Row row) {
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
                row.solve(items, weights, size, user * model.factors());
            }
        }
    }

    private static Row als(CsrMatrix seen, FactorModel model, AlsRow.Objective objective) {
        int k = model.factors();
        var gram = new float[k * k];
        int liked = gramOfLiked(seen, model, gram);
        var solver = new AlsRow(k);
        return (items, weights, size, offset) -> solver.solveExact(
                gram, model.itemFactors(), items, weights, 0, size, liked, objective, model.userFactors(), offset);
    }

    private static Row bpr(CsrMatrix seen, FactorModel model, BprRow.Objective objective) {
        var negatives = NegativeItems.of(
                model.itemFactors(),
                model.itemBiases(),
                model.items(),
                model.factors(),
                SeenWeights.popularity(seen),
                objective);
        var solver = new BprRow(negatives, objective);
        return (items, weights, size, offset) -> solver.solve(
                model.itemFactors(), model.itemBiases(), items, weights, 0, size, model.userFactors(), offset);
    }

    /// Over the items that somebody liked. Others are where their content places them, after training: they were no
    /// part of what the users of the training were solved against.
    ///
    /// @return how many
    private static int gramOfLiked(CsrMatrix seen, FactorModel model, float[] gram) {
        int k = model.factors();
        var popularity = SeenWeights.popularity(seen);
        var factors = model.itemFactors();
        int liked = 0;
        for (float count : popularity) {
            liked += count > 0 ? 1 : 0;
        }
        if (liked < popularity.length) {
            factors = factors.clone();
            for (int item = 0; item < popularity.length; item++) {
                if (popularity[item] == 0) {
                    Arrays.fill(factors, item * k, (item + 1) * k, 0);
                }
            }
        }
        Kernels.gram(factors, model.items(), k, gram);
        return liked;
    }
}
