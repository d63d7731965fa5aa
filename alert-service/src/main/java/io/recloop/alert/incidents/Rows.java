package io.recloop.alert.incidents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Severity;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Columns to values.
final class Rows {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private Rows() {}

    static @Nullable Instant time(ResultSet row, String column) {
        try {
            var value = row.getObject(column, OffsetDateTime.class);
            return value == null ? null : value.toInstant();
        } catch (SQLException e) {
            throw new IllegalStateException("column " + column, e);
        }
    }

    static Instant requiredTime(ResultSet row, String column) {
        var value = time(row, column);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    static Severity severity(ResultSet row, String column) {
        try {
            return Severity.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
        } catch (SQLException e) {
            throw new IllegalStateException("column " + column, e);
        }
    }

    static Map<String, String> texts(ResultSet row, String column) {
        try {
            return EventCodec.JSON.readValue(row.getString(column), TEXTS);
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("column " + column, e);
        }
    }

    /// PostgreSQL stores every character but NUL, which a sender may well write as `\u0000`.
    static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }

    static String json(Map<String, String> texts) {
        try {
            var storable = new LinkedHashMap<String, String>();
            texts.forEach((key, value) -> storable.put(key, storable(value)));
            return EventCodec.JSON.writeValueAsString(storable);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
