package io.recloop.local.importing;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class CsvRows implements Rows {

    private final Shape shape;
    private final CloseableIterator<CsvRecord> records;
    private boolean broken;
    private long line;

    CsvRows(SourceFile file, Shape shape) throws IOException {
        this.shape = shape;
        this.records = CsvReader.builder()
                .fieldSeparator(shape.separator())
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(file.open())
                .iterator();
        if (shape.header() && records.hasNext()) {
            records.next();
        }
    }

    @Override
    public @Nullable Row next() {
        try {
            if (broken || !records.hasNext()) {
                return null;
            }
            return row(records.next());
        } catch (CsvParseException e) {
            // Mostly a quote that is never closed: the start of the next row is then unknown.
            broken = true;
            return new Row.Unreadable(line + 1, "", "the rest of the file is not CSV");
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private Row row(CsvRecord record) {
        line = record.getStartingLineNumber();
        var fields = record.getFields();
        if (fields.size() != shape.width()) {
            return new Row.Unreadable(
                    line,
                    original(fields),
                    "the row has %d fields instead of %d".formatted(fields.size(), shape.width()));
        }
        var values = new EnumMap<Column, String>(Column.class);
        shape.positions().forEach((column, position) -> values.put(column, fields.get(position)));
        return new Row.Parsed(line, original(fields), values);
    }

    private String original(List<String> fields) {
        return fields.stream().map(this::quoted).collect(Collectors.joining(shape.separator()));
    }

    private String quoted(String field) {
        return field.contains(shape.separator()) || field.indexOf('"') >= 0 || field.indexOf('\n') >= 0
                ? '"' + field.replace("\"", "\"\"") + '"'
                : field;
    }
}
