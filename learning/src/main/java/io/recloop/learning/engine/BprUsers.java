package io.recloop.learning.engine;

import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.NegativeItems;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import org.jspecify.annotations.Nullable;

/// Users of a trained BPR model, each solved against its items as serving would. Which are better, these or those that
/// the steps left, depends on the data: with few users and many epochs the steps scatter them around the optimum.
final class BprUsers {
    private static final int CHUNK = 64;

    private BprUsers() {}

    /// @param positives as they were trained on, weights as values; users without any stay as they are
    static void solve(FactorModel model, BprSettings settings, CsrMatrix positives) throws InterruptedException {
        int k = model.factors();
        var objective = settings.foldIn();
        var negatives = NegativeItems.of(
                model.itemFactors(), model.itemBiases(), model.items(), k, popularity(positives), objective);
        var solvers = new @Nullable BprRow[settings.threads()];
        try (var workers = new Workers(settings.threads())) {
            workers.run(Math.ceilDiv(positives.rows(), CHUNK), (worker, chunk) -> {
                var solver = solvers[worker];
                if (solver == null) {
                    solver = new BprRow(negatives, objective);
                    solvers[worker] = solver;
                }
                int end = Math.min(positives.rows(), (chunk + 1) * CHUNK);
                for (int user = chunk * CHUNK; user < end; user++) {
                    if (positives.rowLength(user) > 0) {
                        solver.solve(
                                model.itemFactors(),
                                model.itemBiases(),
                                positives.indices(),
                                positives.values(),
                                positives.rowStart(user),
                                positives.rowEnd(user),
                                model.userFactors(),
                                user * k);
                    }
                }
            });
        }
    }

    private static float[] popularity(CsrMatrix positives) {
        var counts = positives.columnCounts();
        var popularity = new float[counts.length];
        for (int item = 0; item < counts.length; item++) {
            popularity[item] = counts[item];
        }
        return popularity;
    }
}
