package io.recloop.learning.bundle;

import io.recloop.contracts.bundle.BundleReader.Bundle;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.ModelContent.SparseRows;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.ItemContent;
import io.recloop.learning.engine.ItemWeightModel;
import io.recloop.learning.engine.Parameter;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainedModel;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A bundle in the form in which models are trained and judged. Rows are the bundle's own.
///
/// @param settings that it was trained with; what the manifest does not tell is as the defaults for its data
/// @param seen     weights as in training, 0 for what was seen and is no positive
/// @param content  absent where the model was trained without
public record BundledModel(
        TrainedModel model,
        Settings settings,
        CsrMatrix seen,
        @Nullable ItemContent content) {

    /// @throws CorruptBundleException where algorithm, parameters and arrays do not fit each other
    public static BundledModel of(Bundle bundle) throws CorruptBundleException {
        var content = bundle.content();
        try {
            var seen = matrix(content.users().size(), content.items().size(), content.seen());
            var algorithm = Algorithm.of(bundle.manifest().algorithm());
            var known = algorithm.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
            var parameters = new TreeMap<>(bundle.manifest().parameters());
            parameters.keySet().retainAll(known);
            return new BundledModel(
                    model(content), algorithm.settings(positives(seen), parameters), seen, itemContent(content));
        } catch (IllegalArgumentException e) {
            throw new CorruptBundleException(Kind.SHAPE, "the bundle is no model: " + e.getMessage(), e);
        }
    }

    /// What the users had and liked.
    public CsrMatrix history() {
        return positives(seen);
    }

    private static TrainedModel model(ModelContent content) {
        var weights = content.itemWeights();
        int items = content.items().size();
        if (weights != null) {
            return new ItemWeightModel(content.users().size(), matrix(items, items, weights));
        }
        return new FactorModel(
                        content.users().size(), items, content.factors(), content.userFactors(), content.itemFactors())
                .withItemBiases(content.itemBiases());
    }

    private static @Nullable ItemContent itemContent(ModelContent content) {
        var prior = content.contentPrior();
        return prior == null
                ? null
                : new ItemContent(content.items().size(), prior.dimensions(), prior.itemEmbeddings());
    }

    private static CsrMatrix matrix(int rows, int columns, SparseRows entries) {
        var indptr = Arrays.stream(entries.indptr()).mapToInt(Math::toIntExact).toArray();
        return new CsrMatrix(rows, columns, indptr, entries.indices(), entries.weights());
    }

    private static CsrMatrix positives(CsrMatrix seen) {
        var indptr = new int[seen.rows() + 1];
        var indices = new int[seen.entries()];
        var values = new float[seen.entries()];
        int size = 0;
        for (int row = 0; row < seen.rows(); row++) {
            for (int entry = seen.rowStart(row); entry < seen.rowEnd(row); entry++) {
                if (seen.values()[entry] > 0) {
                    indices[size] = seen.indices()[entry];
                    values[size++] = seen.values()[entry];
                }
            }
            indptr[row + 1] = size;
        }
        return new CsrMatrix(
                seen.rows(), seen.cols(), indptr, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
    }
}
