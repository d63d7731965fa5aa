package io.recloop.training.dataset;

import io.recloop.contracts.Topic;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.DatasetFiles;
import io.recloop.learning.dataset.DatasetPipeline;
import io.recloop.learning.dataset.DatasetSettings;
import io.recloop.learning.dataset.Steps;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.learning.duckdb.DuckDb;
import io.recloop.learning.text.CommentClassifier;
import io.recloop.training.interactions.Lake;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From the lake to a dataset. Thread-safe; each call works in a folder of its own.
@Singleton
public record LakeBuild(Lake lake, DatasetConfig config, CommentClassifier comments, Clock clock) {
    private static final int ATTEMPTS = 5;
    static final String DATASET = "dataset";
    static final String IDS = "refreshed-ids";
    static final String EVENTS = "refreshed-events";

    /// A moment of both topics.
    record View(Lake.Snapshot interactions, Lake.Snapshot items) {
        private boolean lostFiles() {
            return interactions.files().stream().anyMatch(file -> !Files.exists(file))
                    || items.files().stream().anyMatch(file -> !Files.exists(file));
        }
    }

    /// A dataset, and what the next refresh needs to add to it.
    record Built(Dataset dataset, View view, Map<String, Long> refused) {}

    /// What to do otherwise than build from nothing and forget.
    ///
    /// @param former      the last refresh, to add to
    /// @param formerUsers `users.parquet` of the last refresh
    /// @param keepsEvents whether the next refresh may want to add: then its ids and events are kept in [#IDS] and
    ///                    [#EVENTS] of the folder
    record Manner(
            LakeEvents.@Nullable Former former, @Nullable Path formerUsers, boolean keepsEvents) {
        static final Manner ALONE = new Manner(null, null, false);
    }

    View look() throws IOException {
        return new View(lake.snapshot(Topic.INTERACTIONS), lake.snapshot(Topic.ITEMS));
    }

    /// @param work an existing folder, which receives the dataset's files in [#DATASET]
    Built run(DatasetBuilder.Request request, Manner manner, Path work)
            throws IOException, TooLittleDataException, CannotAddException {
        for (int attempt = 1; ; attempt++) {
            var view = look();
            if (view.interactions().files().isEmpty()) {
                throw new TooLittleDataException("no interaction has arrived yet");
            }
            var folder = work.resolve("attempt-" + attempt);
            try (var duckdb = new DuckDb(folder, memory())) {
                return run(duckdb, request, manner, view, work);
            } catch (SQLException e) {
                // Segments are merged while they are read: those that were taken away are in others by then.
                if (!view.lostFiles() || attempt == ATTEMPTS) {
                    throw new IOException("DuckDB: " + e.getMessage(), e);
                }
            } finally {
                DuckDb.remove(folder);
            }
        }
    }

    private Built run(DuckDb duckdb, DatasetBuilder.Request request, Manner manner, View view, Path work)
            throws SQLException, IOException, TooLittleDataException, CannotAddException {
        var steps = new Steps();
        var texts = Catalogue.load(duckdb, request.tenant(), view.items().files(), config.maxTextBytesOrDefault());
        var events = new LakeEvents(duckdb, config, comments, steps);
        var former = manner.former();
        if (former == null) {
            events.load(request.tenant(), view.interactions().files(), clock.instant());
        } else {
            var files = view.interactions().filesFrom(former.offsets());
            events.add(request.tenant(), files, former, clock.instant());
        }
        var folder = Files.createDirectories(work.resolve(DATASET));
        var facts = new DatasetPipeline.Facts(
                request.tenant(),
                request.incumbentThrough().orElse(null),
                request.minimumUsers(),
                offsets(view),
                texts,
                manner.formerUsers());
        var dataset = new DatasetPipeline(duckdb, settings(), steps).run(facts, folder);
        if (manner.keepsEvents()) {
            var kept = Files.createDirectories(work.resolve(EVENTS));
            duckdb.execute("copy event to %s (format parquet, compression zstd)"
                    .formatted(DuckDb.quoted(kept.resolve(RefreshJournal.EVENTS))));
            var ids = Files.createDirectories(work.resolve(IDS));
            for (var name : new String[] {DatasetFiles.USERS, DatasetFiles.ITEMS}) {
                Files.copy(folder.resolve(name), ids.resolve(name));
            }
        }
        return new Built(dataset, view, duckdb.counts("select refusal, n from refused"));
    }

    /// What DuckDB is given.
    String memory() {
        return config.memory().orElseGet(DuckDb::defaultMemory);
    }

    private DatasetSettings settings() {
        return new DatasetSettings(
                new DatasetSettings.Feedback(
                        config.positiveActions(),
                        config.actionWeights(),
                        config.positiveRating(),
                        config.negativeRating(),
                        config.dislikedRating(),
                        config.ratingSlope()),
                new DatasetSettings.Decay(config.halfLife().orElse(null), config.weightFloor()),
                new DatasetSettings.TestSplit(config.split(), config.testFraction()),
                new DatasetSettings.TrainableUsers(config.trainableFrom(), config.trainablePositives()),
                new DatasetSettings.ProfileVolume(config.profileBucket(), config.profileBuckets()));
    }

    private static Map<String, Map<Integer, Long>> offsets(View view) {
        return Map.of(
                Topic.INTERACTIONS.topicName(),
                view.interactions().coverage().nextOffsets(),
                Topic.ITEMS.topicName(),
                view.items().coverage().nextOffsets());
    }
}
