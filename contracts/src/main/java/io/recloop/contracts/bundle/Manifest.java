package io.recloop.contracts.bundle;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `manifest.json`: what the bundle is, where it came from, and the length and hash of every other file.
///
/// @param formatVersion 1, or 2 where the bundle holds what 1 did not know: see [ModelContent]
/// @param algorithm     `als`, `bpr` or `ease`
/// @param factors       0 where the model has weights of items on items instead
/// @param parameters    of the algorithm; for `als` and `bpr` what a fold-in needs:
///     [AlsParameters], [BprParameters]
/// @param metrics       measured before publication, by name, with the interval at 95 %
/// @param baseline      the same of the popularity ranking, under the same protocol
/// @param offsets       topic to partition to the first offset that is *not* in the dataset: where a reader goes on
/// @param dataThrough   the time of the newest interaction in the dataset
/// @param files         by name
public record Manifest(
        int formatVersion,
        String modelId,
        String tenant,
        String algorithm,
        Instant createdAt,
        int users,
        int items,
        int factors,
        Map<String, Double> parameters,
        Map<String, Metric> metrics,
        Map<String, Metric> baseline,
        String datasetVersion,
        @Nullable String parentModelId,
        Map<String, Map<Integer, Long>> offsets,
        Instant dataThrough,
        String codeVersion,
        Map<String, FileEntry> files) {
    /// @param low  lower end of the 95 % interval, absent where none was computed
    public record Metric(
            double value, @Nullable Double low, @Nullable Double high) {
        public Metric {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a metric must be finite, was " + value);
            }
        }

        public static Metric of(double value) {
            return new Metric(value, null, null);
        }
    }

    /// @param sha256 lower-case hexadecimal
    public record FileEntry(long bytes, String sha256) {}

    public Manifest {
        ModelId.check(modelId);
        if (users < 0 || items < 0 || factors < 0) {
            throw new IllegalArgumentException("users, items and factors must be at least 0");
        }
        if (tenant == null
                || algorithm == null
                || createdAt == null
                || datasetVersion == null
                || dataThrough == null
                || codeVersion == null
                || files == null) {
            throw new IllegalArgumentException("the manifest lacks a field");
        }
        parameters = sorted(parameters);
        metrics = sorted(metrics);
        baseline = sorted(baseline);
        offsets = sortedWithin(offsets);
        files = sorted(files);
    }

    private static Map<String, Map<Integer, Long>> sortedWithin(@Nullable Map<String, Map<Integer, Long>> offsets) {
        var sorted = new TreeMap<String, Map<Integer, Long>>();
        if (offsets != null) {
            offsets.forEach((topic, ofTopic) -> sorted.put(topic, Collections.unmodifiableMap(new TreeMap<>(ofTopic))));
        }
        return Collections.unmodifiableMap(sorted);
    }

    /// Sorted, so that the same model gives the same bytes and the same hash.
    private static <V> Map<String, V> sorted(@Nullable Map<String, V> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
