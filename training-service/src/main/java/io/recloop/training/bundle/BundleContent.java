package io.recloop.training.bundle;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.ModelContent.ContentPrior;
import io.recloop.contracts.bundle.ModelContent.SparseRows;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.dataset.Dataset;
import io.recloop.training.engine.FactorModel;
import io.recloop.training.engine.ItemWeightModel;
import io.recloop.training.engine.Settings;
import io.recloop.training.engine.Trained;
import io.recloop.training.engine.TrainingData;
import java.util.Arrays;

/// The arrays of a bundle, from a dataset and the model fitted to it.
public final class BundleContent {
    private BundleContent() {}

    /// Users with positives that the model was not fitted to get factors all the same, solved as serving would: they
    /// are written into the model's own array.
    ///
    /// @param fitted   what the model was fitted to, in the rows of the dataset
    /// @param settings that it was trained with
    public static ModelContent of(Dataset dataset, TrainingData fitted, Trained trained, Settings settings) {
        return switch (trained.model()) {
            case FactorModel factors -> factors(dataset, fitted, trained, factors, settings);
            case ItemWeightModel weights ->
                content(dataset, 0, new float[0], new float[0]).withItemWeights(rows(weights.weights()));
        };
    }

    private static ModelContent factors(
            Dataset dataset, TrainingData fitted, Trained trained, FactorModel model, Settings settings) {
        Untrained.foldIn(dataset.seen(), fitted.positives(), model, settings);
        var content = content(dataset, model.factors(), model.userFactors(), model.itemFactors());
        var biases = model.itemBiases();
        if (biases != null) {
            content = content.withItemBiases(biases);
        }
        var embeddings = fitted.content();
        var map = trained.contentMap();
        return embeddings == null || map == null
                ? content
                : content.withContentPrior(
                        new ContentPrior(embeddings.dimensions(), embeddings.embeddings(), map.map()));
    }

    private static ModelContent content(Dataset dataset, int k, float[] userFactors, float[] itemFactors) {
        var seen = dataset.seen();
        var popularity = new float[dataset.items().size()];
        for (int entry = 0; entry < seen.entries(); entry++) {
            if (seen.values()[entry] > 0) {
                popularity[seen.indices()[entry]]++;
            }
        }
        return new ModelContent(
                k,
                dataset.users(),
                dataset.items(),
                userFactors,
                itemFactors,
                rows(seen),
                popularity,
                dataset.profile());
    }

    private static SparseRows rows(CsrMatrix matrix) {
        return new SparseRows(
                Arrays.stream(matrix.indptr()).asLongStream().toArray(), matrix.indices(), matrix.values());
    }
}
