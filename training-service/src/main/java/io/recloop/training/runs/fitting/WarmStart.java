package io.recloop.training.runs.fitting;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A former model in the rows of a dataset.
///
/// @param model absent where it does not fit; rows that it does not know are zeros
/// @param from  the former model's id; empty where nothing of it is taken over
/// @param said  one sentence: what was taken over, or why nothing was; empty where nobody asked
public record WarmStart(@Nullable FactorModel model, String from, String said) {
    /// From random factors, as nobody asked for anything else.
    public static final WarmStart COLD = not("");

    public static WarmStart not(String because) {
        return new WarmStart(null, "", because);
    }

    public WarmStart saying(String other) {
        return new WarmStart(model, from, other);
    }

    public static WarmStart of(BundleReader.Bundle former, Dataset dataset, Settings settings)
            throws CorruptBundleException {
        var manifest = former.manifest();
        var algorithm = settings.algorithm().code();
        if (!manifest.algorithm().equals(algorithm)) {
            return not("no warm start: %s is a model of %s, not of %s"
                    .formatted(manifest.modelId(), manifest.algorithm(), algorithm));
        }
        var wanted = settings.toMap().get("factors");
        if (wanted == null || wanted.intValue() != manifest.factors()) {
            return not(
                    wanted == null
                            ? "no warm start: %s has no factors to begin from".formatted(algorithm)
                            : "no warm start: %s has %d factors, not %d"
                                    .formatted(manifest.modelId(), manifest.factors(), wanted.intValue()));
        }
        var content = former.content();
        int factors = manifest.factors();
        var users = places(content.users());
        var items = places(content.items());
        var biases = content.itemBiases();
        var model = new FactorModel(
                        dataset.users().size(),
                        dataset.items().size(),
                        factors,
                        rows(dataset.users(), users, content.userFactors(), factors),
                        rows(dataset.items(), items, content.itemFactors(), factors))
                .withItemBiases(biases == null ? null : rows(dataset.items(), items, biases, 1));
        return new WarmStart(
                model,
                manifest.modelId(),
                "warm start from %s: %d of %d users and %d of %d items were in it"
                        .formatted(
                                manifest.modelId(),
                                known(dataset.users(), users),
                                dataset.users().size(),
                                known(dataset.items(), items),
                                dataset.items().size()));
    }

    private static Map<String, Integer> places(List<String> ids) {
        var places = new HashMap<String, Integer>();
        for (int row = 0; row < ids.size(); row++) {
            places.put(ids.get(row), row);
        }
        return places;
    }

    private static float[] rows(List<String> wanted, Map<String, Integer> places, float[] values, int width) {
        var rows = new float[Math.multiplyExact(wanted.size(), width)];
        for (int row = 0; row < wanted.size(); row++) {
            var place = places.get(wanted.get(row));
            if (place != null) {
                System.arraycopy(values, place * width, rows, row * width, width);
            }
        }
        return rows;
    }

    private static long known(List<String> wanted, Map<String, Integer> places) {
        return wanted.stream().filter(places::containsKey).count();
    }
}
