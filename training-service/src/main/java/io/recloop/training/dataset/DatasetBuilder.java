package io.recloop.training.dataset;

import io.recloop.contracts.Topic;
import io.recloop.training.interactions.Lake;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Builds a dataset from the whole lake as it is now. Thread-safe; each call works in a folder of its own.
@Singleton
public final class DatasetBuilder {
    private static final int ATTEMPTS = 5;

    private final Lake lake;
    private final DatasetConfig config;
    private final CommentClassifier comments;
    private final Clock clock;

    @Inject
    public DatasetBuilder(Lake lake, DatasetConfig config, CommentClassifier comments, Clock clock) {
        this.lake = lake;
        this.config = config;
        this.comments = comments;
        this.clock = clock;
    }

    public DatasetBuilder(Lake lake, DatasetConfig config) {
        this(lake, config, LexiconClassifier.standard(), Clock.systemUTC());
    }

    /// What to build.
    ///
    /// @param incumbentThrough the newest interaction that the serving model has seen, if there is such a model
    /// @param minimumUsers     so many users make a slice worth judging on
    public record Request(String tenant, Optional<Instant> incumbentThrough, int minimumUsers) {}

    /// @param work an existing folder; holds the dataset's files in `dataset` afterwards
    /// @throws TooLittleDataException where there is nobody or nothing to train on
    public Dataset build(Request request, Path work) throws IOException, TooLittleDataException {
        for (int attempt = 1; ; attempt++) {
            var interactions = lake.snapshot(Topic.INTERACTIONS);
            if (interactions.files().isEmpty()) {
                throw new TooLittleDataException("no interaction has arrived yet");
            }
            var items = lake.snapshot(Topic.ITEMS);
            try (var duckdb = new DuckDb(work.resolve("attempt-" + attempt), DatasetPipeline.memory(config))) {
                var steps = new Steps();
                var catalogue = Catalogue.load(duckdb, request.tenant(), items.files());
                new LakeEvents(duckdb, config, comments, steps)
                        .load(request.tenant(), interactions.files(), clock.instant());
                var offsets = Map.of(
                        Topic.INTERACTIONS.topicName(),
                        interactions.coverage().nextOffsets(),
                        Topic.ITEMS.topicName(),
                        items.coverage().nextOffsets());
                return new DatasetPipeline(duckdb, config, steps)
                        .run(
                                new DatasetPipeline.Facts(request, offsets, catalogue, null),
                                Files.createDirectories(work.resolve("dataset")));
            } catch (SQLException e) {
                // Segments are merged while they are read: those that were taken away are in others by then.
                boolean merged = interactions.files().stream().anyMatch(file -> !Files.exists(file))
                        || items.files().stream().anyMatch(file -> !Files.exists(file));
                if (!merged || attempt == ATTEMPTS) {
                    throw new IOException("DuckDB: " + e.getMessage(), e);
                }
            }
        }
    }
}
