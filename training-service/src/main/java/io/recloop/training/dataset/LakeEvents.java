package io.recloop.training.dataset;

import io.recloop.contracts.events.Action;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
        steps.run("validate", () -> {
            duckdb.execute(EventSql.REFUSED);
            return duckdb.one("select coalesce(sum(n), 0)::bigint from refused", row -> row.getLong(1));
        });
        create("repeated", EventSql.REPEATED);
        classify();
        create("user_row", EventSql.USER_ROW);
        create("item_row", EventSql.ITEM_ROW);
        duckdb.execute(EventSql.ONCE);
        create("event", EventSql.EVENT);
    }

    private void view(String tenant, List<Path> files, String newOnes, Instant now) throws SQLException {
        var template = new SqlTemplate()
                .with(
                        "actions",
                        DatasetPipeline.quoted(
                                Arrays.stream(Action.values()).map(Action::code).toList()))
                .with("latest", DatasetPipeline.timestamp(now.plus(SKEW)))
                .with("files", files.stream().map(DuckDb::quoted).collect(Collectors.joining(", ")))
                .with("tenant", DuckDb.quoted(tenant))
                .with("new_ones", newOnes);
        duckdb.execute(template.fill(EventSql.INCOMING));
        duckdb.execute(EventSql.VALID);
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
