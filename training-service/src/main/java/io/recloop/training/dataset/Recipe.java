package io.recloop.training.dataset;

import io.recloop.learning.text.CommentClassifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBDriver;

/// In one line, what a result depends on beside its input: two that differ must not be mixed.
final class Recipe {
    private static final int EVENTS = 2;
    private static final int DATASETS = 2;

    private Recipe() {}

    /// Hashes of event ids are DuckDB's own, and another release may hash in another way.
    static String ofEvents(DatasetConfig config, CommentClassifier comments) {
        return joined(Map.of(
                "events",
                EVENTS,
                "duckdb",
                DuckDBDriver.class.getPackage().getImplementationVersion() + "",
                "comments",
                config.commentQuality() ? comments.name() : "none"));
    }

    static String ofDatasets(DatasetConfig config) {
        return joined(Map.ofEntries(
                Map.entry("datasets", DATASETS),
                Map.entry("positiveActions", config.positiveActions()),
                Map.entry("actionWeights", new TreeMap<>(config.actionWeights())),
                Map.entry(
                        "ratings",
                        List.of(
                                config.positiveRating(),
                                config.negativeRating(),
                                config.dislikedRating(),
                                config.ratingSlope())),
                Map.entry("halfLife", config.halfLife()),
                Map.entry("weightFloor", config.weightFloor()),
                Map.entry("split", config.split()),
                Map.entry("testFraction", config.testFraction()),
                Map.entry("trainable", List.of(config.trainableFrom(), config.trainablePositives())),
                Map.entry("profile", List.of(config.profileBucket(), config.profileBuckets()))));
    }

    private static String joined(Map<String, ?> parts) {
        return new TreeMap<>(parts).toString();
    }
}
