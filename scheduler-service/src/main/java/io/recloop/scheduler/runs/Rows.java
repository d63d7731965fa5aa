package io.recloop.scheduler.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.recloop.contracts.events.EventCodec;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Columns to values and back.
final class Rows {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};

    private Rows() {}

    static RunView run(ResultSet row) throws SQLException {
        return new RunView(
                row.getString("run_id"),
                row.getString("pipeline"),
                row.getString("status"),
                row.getString("requested_by"),
                row.getString("reason"),
                row.getString("job"),
                time(row, "slot"),
                row.getObject("fencing_token", Long.class),
                read(row, "parameters", TEXTS),
                time(row, "requested_at"),
                time(row, "started_at"),
                row.getString("executor"),
                progress(row),
                time(row, "finished_at"),
                row.getString("finish_reason"),
                read(row, "result", TEXTS));
    }

    private static RunView.@Nullable Progress progress(ResultSet row) throws SQLException {
        var at = time(row, "progressed_at");
        return at == null
                ? null
                : new RunView.Progress(
                        row.getString("stage"),
                        row.getDouble("fraction"),
                        row.getObject("remaining_seconds", Double.class),
                        row.getString("message"),
                        read(row, "metrics", NUMBERS),
                        at);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static <T> T read(ResultSet row, String column, TypeReference<T> type) throws SQLException {
        try {
            return EventCodec.JSON.readValue(row.getString(column), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column " + column, e);
        }
    }

    static String json(Map<String, ?> values) {
        try {
            return EventCodec.JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// PostgreSQL stores every character but NUL.
    static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
