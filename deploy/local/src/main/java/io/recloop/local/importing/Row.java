package io.recloop.local.importing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of a file.
sealed interface Row {
    /// Of its first line in the file, from 1.
    long line();

    String original();

    record Parsed(long line, String original, Map<Column, String> values) implements Row {

        /// Null when the file has no such column, or the row leaves it empty.
        @Nullable
        String value(Column column) {
            var value = values.get(column);
            return value == null || value.isBlank() ? null : value.strip();
        }
    }

    record Unreadable(long line, String original, String reason) implements Row {}
}
