package io.recloop.local.importing;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The rows of a file, in order. Not thread-safe.
interface Rows extends Closeable {

    /// @return null after the last
    @Nullable
    Row next() throws IOException;

    static Rows of(SourceFile file, Shape shape) throws IOException {
        return switch (shape.format()) {
            case CSV -> new CsvRows(file, shape);
            case JSONL -> new JsonRows(file, shape);
            case MOVIELENS -> new MovieLensRows(file, shape);
        };
    }
}
