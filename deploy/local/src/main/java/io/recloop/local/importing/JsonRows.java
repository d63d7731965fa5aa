package io.recloop.local.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One JSON object a line; fields are recognised by name in each line, because lines may differ.
final class JsonRows implements Rows {

    private final BufferedReader reader;
    private final Map<Column, String> mapped;
    private final Map<String, Optional<Column>> meanings = new HashMap<>();
    private long line;

    JsonRows(SourceFile file, Shape shape) throws IOException {
        this.reader = file.open();
        this.mapped = shape.names();
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
        try {
            var node = EventCodec.JSON.readTree(text);
            return node != null && node.isObject()
                    ? new Row.Parsed(line, text, values(node))
                    : new Row.Unreadable(line, text, "the line is not a JSON object");
        } catch (JsonProcessingException e) {
            return new Row.Unreadable(line, text, "the line is not a JSON object");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private Map<Column, String> values(JsonNode node) {
        var values = new EnumMap<Column, String>(Column.class);
        var preference = new EnumMap<Column, Integer>(Column.class);
        node.properties().forEach(field -> meaning(field.getKey()).ifPresent(column -> {
            var text = column == Column.CONTEXT && field.getValue().isObject()
                    ? field.getValue().toString()
                    : text(field.getValue());
            int rank = mapped.containsKey(column) ? -1 : column.preference(field.getKey());
            if (text != null && rank < preference.getOrDefault(column, Integer.MAX_VALUE)) {
                values.put(column, text);
                preference.put(column, rank);
            }
        }));
        return values;
    }

    private Optional<Column> meaning(String name) {
        return meanings.computeIfAbsent(name, field -> mapped.entrySet().stream()
                .filter(entry -> entry.getValue().equals(field))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> Column.named(field).filter(column -> !mapped.containsKey(column))));
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isNull() || value.isObject()) {
            return null;
        }
        if (value.isArray()) {
            var parts = new ArrayList<String>();
            value.forEach(part -> parts.add(part.asText()));
            return String.join("|", parts);
        }
        return value.asText();
    }
}
