package io.recloop.training.dataset;

import io.recloop.contracts.Topic;
import io.recloop.training.interactions.Lake;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Builds a dataset from the lake as it is now. Thread-safe; each call works in a folder of its own.
@Singleton
public final class DatasetBuilder {
    private static final int ATTEMPTS = 5;

    private final Lake lake;
    private final DatasetConfig config;

    @Inject
    public DatasetBuilder(Lake lake, DatasetConfig config) {
        this.lake = lake;
        this.config = config;
    }

    /// What to build.
    ///
    /// @param incumbentThrough the newest interaction that the serving model has seen, if there is such a model
    /// @param minimumUsers     so many users make a slice worth judging on
    public record Request(String tenant, Optional<Instant> incumbentThrough, int minimumUsers) {}

    /// @param work an existing folder; holds `pairs.parquet` afterwards
    /// @throws TooLittleDataException where there is nobody or nothing to train on
    public Dataset build(Request request, Path work) throws IOException, TooLittleDataException {
        for (int attempt = 1; ; attempt++) {
            var interactions = lake.snapshot(Topic.INTERACTIONS);
            if (interactions.files().isEmpty()) {
                throw new TooLittleDataException("no interaction has arrived yet");
            }
            var offsets = Map.of(
                    Topic.INTERACTIONS.topicName(), interactions.coverage().nextOffsets(),
                    Topic.ITEMS.topicName(),
                            lake.snapshot(Topic.ITEMS).coverage().nextOffsets());
            try (var duckdb = new DuckDb(work.resolve("attempt-" + attempt), config.memory())) {
                return new Build(duckdb, request, files(interactions.files()), offsets).run(work);
            } catch (SQLException e) {
                // Segments are merged while they are read: those that were taken away are in others by then.
                boolean merged = interactions.files().stream().anyMatch(file -> !Files.exists(file));
                if (!merged || attempt == ATTEMPTS) {
                    throw new IOException("DuckDB: " + e.getMessage(), e);
                }
            }
        }
    }

    private static String files(List<Path> files) {
        return files.stream().map(Path::toString).map(DuckDb::quoted).collect(Collectors.joining(", "));
    }

    /// One build's tables.
    private final class Build {
        private final DuckDb duckdb;
        private final Request request;
        private final String files;
        private final Map<String, Map<Integer, Long>> offsets;

        Build(DuckDb duckdb, Request request, String files, Map<String, Map<Integer, Long>> offsets) {
            this.duckdb = duckdb;
            this.request = request;
            this.files = files;
            this.offsets = offsets;
        }

        Dataset run(Path work) throws SQLException, TooLittleDataException {
            execute(DatasetSql.EVENT);
            execute(DatasetSql.OPINION);
            execute(DatasetSql.WHOLE);
            long positives = duckdb.one("select count(*) from whole where likes", row -> row.getLong(1));
            if (positives == 0) {
                throw new TooLittleDataException(
                        "no interaction of tenant %s says that somebody liked something".formatted(request.tenant()));
            }
            execute(DatasetSql.LAST_LIKED);
            var slice = chooseSlice();
            execute(DatasetSql.PAST);
            execute(DatasetSql.USER_ROW);
            execute(DatasetSql.ITEM_ROW);
            duckdb.execute(fill(DatasetSql.PAIR)
                    .replace(":weight", weight("w.latest", "(select max(latest) from whole)"))
                    .replace(":past_weight", weight("p.latest", "(select max(latest) from past)")));
            duckdb.execute("copy pair to %s (format parquet, compression zstd)"
                    .formatted(DuckDb.quoted(work.resolve("pairs.parquet").toString())));
            return read(slice);
        }

        private Slice chooseSlice() throws SQLException {
            var through = request.incumbentThrough();
            if (through.isPresent()) {
                long users = holdOut(through.get());
                if (users >= request.minimumUsers()) {
                    return slice(
                            false,
                            "the last item that each of %d users came to and liked after the incumbent's data end"
                                    .formatted(users));
                }
                long all = holdOut(Instant.EPOCH);
                return slice(
                        true,
                        "only %d users liked something new after the incumbent's data end, %d are needed: the slice is the last item that each of %d users came to and liked, some of which the incumbent was trained on, in its favour"
                                .formatted(users, request.minimumUsers(), all));
            }
            long users = holdOut(Instant.EPOCH);
            return slice(false, "the last item that each of %d users came to and liked".formatted(users));
        }

        /// Takes what was liked last after a moment away from the past; of how many users.
        private long holdOut(Instant moment) throws SQLException {
            duckdb.execute(fill(DatasetSql.HELD)
                    .replace(":moment", timestamp(moment))
                    .replace(":share", Double.toString(config.testFraction())));
            return duckdb.one(DatasetSql.HELD_USERS, row -> row.getLong(1));
        }

        private Slice slice(boolean incumbentHasSeen, String explanation) throws SQLException {
            var begin = duckdb.one(DatasetSql.HELD_BEGIN, row -> ProfileSql.instant(row.getLong(1)));
            return new Slice(begin, incumbentHasSeen, explanation);
        }

        private Dataset read(Slice slice) throws SQLException {
            var users = ids("select user_id from user_row order by ordinal");
            var items = ids("select item_id from item_row order by ordinal");
            var counts = counts();
            var version = new DatasetVersion();
            version.add(users);
            version.add(items);
            var pairs = new Pairs(Math.toIntExact(counts.pairs()));
            duckdb.each(DatasetSql.READ_PAIRS, row -> {
                float past = row.getFloat(5);
                float pastOrNever = row.wasNull() ? Float.NaN : past;
                version.add(row.getInt(1), row.getInt(2), row.getFloat(3), row.getLong(4), pastOrNever);
                pairs.add(row.getInt(1), row.getInt(2), row.getFloat(3), pastOrNever, row.getBoolean(6));
            });
            var profile = new ProfileSql(duckdb).read(config);
            return new Dataset(
                    new Dataset.Description(
                            version.name(), request.tenant(), profile.through(), offsets, counts, slice),
                    users,
                    items,
                    pairs,
                    profile,
                    config.trainableFrom());
        }

        private DatasetCounts counts() throws SQLException {
            return duckdb.one(
                    fill(DatasetSql.COUNTS),
                    row -> new DatasetCounts(
                            row.getLong("records"),
                            row.getLong("records") - row.getLong("events"),
                            row.getLong("events"),
                            row.getLong("pairs"),
                            row.getLong("positives"),
                            row.getLong("users"),
                            row.getLong("trainable"),
                            row.getLong("items"),
                            row.getLong("held")));
        }

        private List<String> ids(String sql) throws SQLException {
            var ids = new ArrayList<String>();
            duckdb.each(sql, row -> ids.add(row.getString(1)));
            return ids;
        }

        private void execute(String sql) throws SQLException {
            duckdb.execute(fill(sql));
        }

        private String fill(String sql) {
            return sql.replace(":tenant", DuckDb.quoted(request.tenant()))
                    .replace(
                            ":positive_actions",
                            config.positiveActions().stream()
                                    .map(DuckDb::quoted)
                                    .collect(Collectors.joining(", ")))
                    .replace(":trainable_from", Integer.toString(config.trainableFrom()))
                    // Last: a path may hold anything.
                    .replace(":files", files);
        }

        /// 0.5^(age / half-life), at least the floor; 1 where there is no half-life.
        private String weight(String latest, String newest) {
            return config.halfLife()
                    .map(halfLife -> "greatest(%s, pow(0.5, (epoch(%s) - epoch(%s)) / %s))"
                            .formatted(
                                    Double.toString(config.weightFloor()),
                                    newest,
                                    latest,
                                    Long.toString(Math.max(1, halfLife.toSeconds()))))
                    .orElse("1");
        }
    }

    private static String timestamp(Instant moment) {
        var micros = moment.truncatedTo(ChronoUnit.MICROS);
        return "make_timestamp(%d)".formatted(micros.getEpochSecond() * 1_000_000 + micros.getNano() / 1_000);
    }
}
