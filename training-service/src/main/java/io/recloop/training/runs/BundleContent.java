package io.recloop.training.runs;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.dataset.Dataset;
import io.recloop.training.engine.FactorModel;
import java.util.Arrays;

/// The arrays of a bundle, from a dataset and the model fitted to all of it.
final class BundleContent {
    private BundleContent() {}

    /// @param trained what the model was fitted to
    static ModelContent of(Dataset dataset, CsrMatrix trained, FactorModel model, AlsRow.Objective objective) {
        var seen = dataset.seen();
        foldInTheUntrained(seen, trained, model, objective);
        var popularity = new float[dataset.items().size()];
        for (int entry = 0; entry < seen.entries(); entry++) {
            if (seen.values()[entry] > 0) {
                popularity[seen.indices()[entry]]++;
            }
        }
        return new ModelContent(
                model.factors(),
                dataset.users(),
                dataset.items(),
                model.userFactors(),
                model.itemFactors(),
                new ModelContent.SparseRows(
                        Arrays.stream(seen.indptr()).asLongStream().toArray(), seen.indices(), seen.values()),
                popularity,
                dataset.profile());
    }

    /// A user with one positive teaches the model nothing, and is served by it all the same: solved as serving would.
    private static void foldInTheUntrained(
            CsrMatrix seen, CsrMatrix trained, FactorModel model, AlsRow.Objective objective) {
        int k = model.factors();
        var gram = new float[k * k];
        Kernels.gram(model.itemFactors(), model.items(), k, gram);
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
                        model.items(),
                        objective,
                        model.userFactors(),
                        user * k);
            }
        }
    }
}
