package io.recloop.local.importing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the person who imports has said about a file; the rest is guessed.
///
/// @param columns header names, or numbers from 1 where the file has no header
public record Wishes(@Nullable Format format, @Nullable Kind kind, Map<Column, String> columns, boolean withoutHeader) {
    public Wishes {
        columns = Map.copyOf(columns);
    }
}
