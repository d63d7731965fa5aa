package io.recloop.training.dataset;

import io.recloop.contracts.events.Action;
import io.recloop.learning.dataset.DatasetFiles;
import io.recloop.learning.dataset.Steps;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.learning.duckdb.DuckDb;
import io.recloop.learning.duckdb.SqlTemplate;
import io.recloop.learning.text.CommentClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// From the lake's segments to tables `event`, `user_row`, `item_row` and `refused`. Needs table `catalogue`.
final class LakeEvents {
    /// As much ahead as ingest lets a sender's clock be.
    private static final Duration SKEW = Duration.ofDays(1);

    private final DuckDb duckdb;
    private final DatasetConfig config;
    private final CommentClassifier comments;
    private final Steps steps;

    LakeEvents(DuckDb duckdb, DatasetConfig config, CommentClassifier comments, Steps steps) {
        this.duckdb = duckdb;
        this.config = config;
        this.comments = comments;
        this.steps = steps;
    }

    void load(String tenant, List<Path> files, Instant now) throws SQLException, IOException, TooLittleDataException {
        view(tenant, files, "true", now);
        steps.run("validate", this::validate);
        create("repeated", EventSql.REPEATED);
        classify();
        create("user_row", EventSql.USER_ROW);
        create("item_row", EventSql.ITEM_ROW);
        duckdb.execute(EventSql.ONCE);
        create("event", EventSql.EVENT);
        duckdb.execute(EventSql.FORGET);
    }

    /// What a refresh left, to add to.
    ///
    /// @param ids     folder of the ids of its rows
    /// @param events  its `event.parquet`
    /// @param offsets partition to the first offset that it has not read
    record Former(Path ids, Path events, Map<Integer, Long> offsets, Map<String, Long> refused) {}

    /// Adds what came since, instead of reading everything.
    ///
    /// @param files that hold what came since, with or without older records
    /// @throws CannotAddException where the outcome would not be that of reading everything
    void add(String tenant, List<Path> files, Former former, Instant now)
            throws SQLException, IOException, TooLittleDataException, CannotAddException {
        duckdb.execute(new SqlTemplate()
                .with("former_events", DuckDb.quoted(former.events()))
                .with("former_users", DuckDb.quoted(former.ids().resolve(DatasetFiles.USERS)))
                .with("former_items", DuckDb.quoted(former.ids().resolve(DatasetFiles.ITEMS)))
                .fill(EventSql.FORMER));
        if (files.isEmpty()) {
            duckdb.execute(EventSql.NOTHING_NEW);
        } else {
            view(tenant, files, newOnes(former.offsets()), now);
        }
        steps.run("validate", () -> {
            long records = validate();
            duckdb.execute(EventSql.REFUSED_BEFORE);
            duckdb.append("refused_before", row -> {
                for (var refusal : former.refused().entrySet()) {
                    row.beginRow();
                    row.append(refusal.getKey());
                    row.append(refusal.getValue().longValue());
                    row.endRow();
                }
            });
            duckdb.execute(EventSql.REFUSED_AFTER);
            return records;
        });
        create("repeated", EventSql.REPEATED);
        create("known", EventSql.KNOWN);
        if (duckdb.count(EventSql.EARLIER) > 0) {
            throw new CannotAddException("one of them is an earlier copy of an event that is in it");
        }
        classify();
        create("user_row", EventSql.USER_ROW_AFTER);
        create("item_row", EventSql.ITEM_ROW_AFTER);
        duckdb.execute(EventSql.ONCE);
        create("event", EventSql.EVENT_AFTER);
        duckdb.execute(EventSql.FORGET);
    }

    /// Says which records of a lake's file came after these offsets.
    static String newOnes(Map<Integer, Long> offsets) {
        return offsets.isEmpty()
                ? "true"
                : new TreeMap<>(offsets)
                        .entrySet().stream()
                                .map(next -> "when %d then \"offset\" >= %d".formatted(next.getKey(), next.getValue()))
                                .collect(Collectors.joining(" ", "case \"partition\" ", " else true end"));
    }

    private long validate() throws SQLException {
        duckdb.execute(EventSql.RECORD);
        duckdb.execute(EventSql.VALID);
        duckdb.execute(EventSql.REFUSED);
        return duckdb.one("select coalesce(sum(n), 0)::bigint from refused", row -> row.getLong(1));
    }

    private void view(String tenant, List<Path> files, String newOnes, Instant now) throws SQLException {
        var template = new SqlTemplate()
                .with(
                        "actions",
                        DuckDb.list(
                                Arrays.stream(Action.values()).map(Action::code).toList()))
                .with("latest", DuckDb.timestamp(now.plus(SKEW)))
                .with("files", DuckDb.quoted(files))
                .with("tenant", DuckDb.quoted(tenant))
                .with("new_ones", newOnes);
        duckdb.execute(template.fill(EventSql.INCOMING));
    }

    private void create(String table, String sql) throws SQLException, IOException, TooLittleDataException {
        steps.run(table, () -> {
            duckdb.execute(sql);
            return duckdb.count(table);
        });
    }

    /// DuckDB cannot call Java: the comments go out, each once, and what they are worth comes back.
    private void classify() throws SQLException, IOException, TooLittleDataException {
        duckdb.execute(EventSql.COMMENT_QUALITY);
        if (!config.commentQuality()) {
            return;
        }
        steps.run("comments", () -> {
            try (var reading = duckdb.beside()) {
                duckdb.append(
                        "comment_quality",
                        row -> reading.each(EventSql.COMMENTS, comment -> {
                            row.beginRow();
                            row.append(comment.getLong(1));
                            row.append((float) comments.quality(comment.getString(2)));
                            row.endRow();
                        }));
            }
            return duckdb.count("comment_quality");
        });
    }
}
