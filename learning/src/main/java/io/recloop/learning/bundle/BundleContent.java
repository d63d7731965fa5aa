package io.recloop.learning.bundle;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.ModelContent.ContentPrior;
import io.recloop.contracts.bundle.ModelContent.SparseRows;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.ItemWeightModel;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trained;
import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;

/// The arrays of a bundle, from a dataset and the model fitted to it.
public final class BundleContent {
    private BundleContent() {}

    /// Users with positives that the model was not fitted to get factors all the same, solved as serving would: they
    /// are written into the model's own array. What was seen has the weights that were trained with: folding
    /// in from the bundle solves what training solved.
    ///
    /// @param fitted   what the model was fitted to, in the rows of the dataset
    /// @param settings that it was trained with
    public static ModelContent of(Dataset dataset, TrainingData fitted, Trained trained, Settings settings) {
        var seen = SeenWeights.asTrained(dataset.seen(), fitted, settings);
        return switch (trained.model()) {
            case FactorModel factors -> factors(dataset, seen, fitted, trained, factors, settings);
            case ItemWeightModel weights ->
                content(dataset, seen, 0, new float[0], new float[0]).withItemWeights(rows(weights.weights()));
        };
    }

    private static ModelContent factors(
            Dataset dataset,
            CsrMatrix seen,
            TrainingData fitted,
            Trained trained,
            FactorModel model,
            Settings settings) {
        Untrained.foldIn(seen, fitted.positives(), model, settings);
        var content = content(dataset, seen, model.factors(), model.userFactors(), model.itemFactors());
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

    private static ModelContent content(
            Dataset dataset, CsrMatrix seen, int k, float[] userFactors, float[] itemFactors) {
        return new ModelContent(
                new ModelContent.FactorRows(dataset.users(), k, userFactors),
                new ModelContent.FactorRows(dataset.items(), k, itemFactors),
                rows(seen),
                SeenWeights.popularity(seen),
                dataset.profile());
    }

    private static SparseRows rows(CsrMatrix matrix) {
        return new SparseRows(
                Arrays.stream(matrix.indptr()).asLongStream().toArray(), matrix.indices(), matrix.values());
    }
}
