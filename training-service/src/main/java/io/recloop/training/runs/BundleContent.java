package io.recloop.training.runs;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.dataset.Dataset;
import io.recloop.training.engine.AlsSettings;
import io.recloop.training.engine.ContentMap;
import io.recloop.training.engine.FactorModel;
import io.recloop.training.engine.ItemContent;
import io.recloop.training.engine.ItemWeightModel;
import io.recloop.training.engine.Settings;
import io.recloop.training.engine.Trained;
import io.recloop.training.engine.TrainingData;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The arrays of a bundle, from a dataset and the model fitted to all of it.
final class BundleContent {
    private BundleContent() {}

    /// @param data what the model was fitted to
    static ModelContent of(Dataset dataset, TrainingData data, Trained trained, Settings settings) {
        return switch (trained.model()) {
            case FactorModel model -> ofFactors(dataset, data, model, trained.contentMap(), settings);
            case ItemWeightModel model -> ofWeights(dataset, model);
        };
    }

    private static ModelContent ofFactors(
            Dataset dataset, TrainingData data, FactorModel model, @Nullable ContentMap map, Settings settings) {
        var seen = dataset.seen();
        if (settings instanceof AlsSettings als) {
            foldInTheUntrained(seen, data.positives(), model, als.objective());
        }
        var content = new ModelContent(
                model.factors(),
                dataset.users(),
                dataset.items(),
                model.userFactors(),
                model.itemFactors(),
                rows(seen),
                popularity(dataset, seen),
                dataset.profile());
        var biases = model.itemBiases();
        content = biases == null ? content : content.withItemBiases(biases);
        var known = data.content();
        return map == null || known == null ? content : content.withContentPrior(prior(known, map));
    }

    private static ModelContent.ContentPrior prior(ItemContent content, ContentMap map) {
        return new ModelContent.ContentPrior(content.dimensions(), content.embeddings(), map.map());
    }

    private static ModelContent ofWeights(Dataset dataset, ItemWeightModel model) {
        var seen = dataset.seen();
        return new ModelContent(
                        0,
                        dataset.users(),
                        dataset.items(),
                        new float[0],
                        new float[0],
                        rows(seen),
                        popularity(dataset, seen),
                        dataset.profile())
                .withItemWeights(rows(model.weights()));
    }

    private static ModelContent.SparseRows rows(CsrMatrix matrix) {
        return new ModelContent.SparseRows(
                Arrays.stream(matrix.indptr()).asLongStream().toArray(), matrix.indices(), matrix.values());
    }

    private static float[] popularity(Dataset dataset, CsrMatrix seen) {
        var popularity = new float[dataset.items().size()];
        for (int entry = 0; entry < seen.entries(); entry++) {
            if (seen.values()[entry] > 0) {
                popularity[seen.indices()[entry]]++;
            }
        }
        return popularity;
    }

    /// A user with one positive teaches the model nothing, and is served by it all the same: solved as
    /// serving would.
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
