package io.recloop.local.importing;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/// `::` between fields, no quotes, no header.
final class MovieLensRows implements Rows {

    private final Shape shape;
    private final BufferedReader reader;
    private long line;

    MovieLensRows(SourceFile file, Shape shape) throws IOException {
        this.shape = shape;
        this.reader = file.open();
    }

    @Override
    public @Nullable Row next() throws IOException {
        String text;
        do {
            text = reader.readLine();
            line++;
        } while (text != null && text.isBlank());
        if (text == null) {
            return null;
        }
        var fields = text.split(shape.separator(), -1);
        if (fields.length != shape.width()) {
            return new Row.Unreadable(
                    line, text, "the row has %d fields instead of %d".formatted(fields.length, shape.width()));
        }
        var values = new EnumMap<Column, String>(Column.class);
        shape.positions().forEach((column, position) -> values.put(column, fields[position]));
        return new Row.Parsed(line, text, values);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
