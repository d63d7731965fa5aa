package io.recloop.local.importing;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Guesses how a file is to be read, from its first line and its name, and says what it guessed.
final class Shapes {

    private static final String MOVIELENS_SEPARATOR = "::";
    private static final List<String> SEPARATORS = List.of(",", "\t", ";", "|");
    private static final int RATINGS_WIDTH = 4;
    private static final int MOVIES_WIDTH = 3;
    private static final Map<Column, Integer> RATINGS =
            Map.of(Column.USER, 0, Column.ITEM, 1, Column.RATING, 2, Column.TIME, 3);
    private static final Map<Column, Integer> MOVIES = Map.of(Column.ITEM, 0, Column.NAME, 1, Column.CATEGORIES, 2);

    private Shapes() {}

    /// @throws LocalFailure saying what is missing and which option supplies it
    static Shape of(SourceFile file, Wishes wishes) throws IOException {
        String first;
        try (var reader = file.open()) {
            do {
                first = reader.readLine();
            } while (first != null && first.isBlank());
        }
        if (first == null) {
            throw new LocalFailure(file.path() + " holds no rows");
        }
        var said = new ArrayList<String>();
        var wished = wishes.format();
        var format = wished != null ? wished : format(first);
        if (wished == null) {
            said.add("format " + format);
        }
        if (!file.charset().equals(StandardCharsets.UTF_8)) {
            said.add("encoding Latin-1 (it is not valid UTF-8)");
        }
        return switch (format) {
            case CSV -> csv(file, first, wishes, said);
            case JSONL -> json(file, first, wishes, said);
            case MOVIELENS -> movieLens(file, first, wishes, said);
        };
    }

    private static Format format(String first) {
        return first.stripLeading().startsWith("{")
                ? Format.JSONL
                : first.contains(MOVIELENS_SEPARATOR) ? Format.MOVIELENS : Format.CSV;
    }

    private static Shape csv(SourceFile file, String first, Wishes wishes, List<String> said) {
        var separator = SEPARATORS.stream()
                .max((a, b) -> Integer.compare(occurrences(first, a), occurrences(first, b)))
                .orElse(",");
        if (!separator.equals(",")) {
            said.add("separator " + (separator.equals("\t") ? "tab" : separator));
        }
        var fields = CsvReader.builder()
                .fieldSeparator(separator)
                .ofSingleCsvRecord(first)
                .getFields();
        var headers = wishes.withoutHeader()
                ? IntStream.rangeClosed(1, fields.size())
                        .mapToObj(Integer::toString)
                        .toList()
                : fields;
        var positions = positions(headers, wishes.columns());
        var kind = kind(file, positions.keySet(), headers, wishes, said);
        said.add("columns " + described(positions, headers));
        return new Shape(
                Format.CSV, kind, separator, !wishes.withoutHeader(), fields.size(), positions, Map.of(), said);
    }

    private static Shape json(SourceFile file, String first, Wishes wishes, List<String> said) {
        JsonNode node;
        try {
            node = EventCodec.JSON.readTree(first);
        } catch (IOException e) {
            throw new LocalFailure(file.path() + " does not begin with a JSON object on one line");
        }
        var headers = new ArrayList<String>();
        node.fieldNames().forEachRemaining(headers::add);
        var positions = positions(headers, wishes.columns());
        var kind = kind(file, positions.keySet(), headers, wishes, said);
        said.add("fields " + described(positions, headers));
        return new Shape(Format.JSONL, kind, "", false, 0, Map.of(), wishes.columns(), said);
    }

    private static Shape movieLens(SourceFile file, String first, Wishes wishes, List<String> said) {
        int width = first.split(MOVIELENS_SEPARATOR, -1).length;
        var positions = width == RATINGS_WIDTH ? RATINGS : width == MOVIES_WIDTH ? MOVIES : Map.<Column, Integer>of();
        if (positions.isEmpty()) {
            throw new LocalFailure("%s has %d fields a line; MovieLens ratings have %d, its movies %d"
                    .formatted(file.path(), width, RATINGS_WIDTH, MOVIES_WIDTH));
        }
        var guessed = width == RATINGS_WIDTH ? Kind.INTERACTIONS : Kind.ITEMS;
        if (wishes.kind() != null && wishes.kind() != guessed) {
            throw new LocalFailure("%s holds %s, not %s".formatted(file.path(), guessed, wishes.kind()));
        }
        said.add("kind " + guessed);
        return new Shape(Format.MOVIELENS, guessed, MOVIELENS_SEPARATOR, false, width, positions, Map.of(), said);
    }

    private static Map<Column, Integer> positions(List<String> headers, Map<Column, String> wished) {
        var positions = new EnumMap<Column, Integer>(Column.class);
        var taken = new HashSet<Integer>();
        wished.forEach((column, header) -> {
            int at = IntStream.range(0, headers.size())
                    .filter(i -> headers.get(i).strip().equalsIgnoreCase(header.strip()))
                    .findFirst()
                    .orElseThrow(() -> new LocalFailure(
                            "there is no column '" + header + "'; there are " + String.join(", ", headers)));
            positions.put(column, at);
            taken.add(at);
        });
        for (int i = 0; i < headers.size(); i++) {
            var header = headers.get(i);
            int at = i;
            if (!taken.contains(at)) {
                Column.named(header)
                        .filter(column -> !wished.containsKey(column))
                        .ifPresent(column -> positions.merge(
                                column,
                                at,
                                (before, now) -> column.preference(headers.get(before)) <= column.preference(header)
                                        ? before
                                        : now));
            }
        }
        return positions;
    }

    private static Kind kind(
            SourceFile file, Set<Column> known, List<String> headers, Wishes wishes, List<String> said) {
        boolean interactions = known.contains(Column.USER) && known.contains(Column.ITEM);
        boolean items = known.contains(Column.ITEM) && known.contains(Column.NAME);
        var wished = wishes.kind();
        var kind = wished != null ? wished : interactions ? Kind.INTERACTIONS : items ? Kind.ITEMS : null;
        if (kind == null || (kind == Kind.INTERACTIONS ? !interactions : !items)) {
            var missing = new ArrayList<String>();
            if (!known.contains(Column.ITEM)) {
                missing.add("the item (--item-column)");
            }
            if (kind != Kind.ITEMS && !known.contains(Column.USER)) {
                missing.add("the user (--user-column)");
            }
            if (kind == Kind.ITEMS && !known.contains(Column.NAME)) {
                missing.add("the item's name (--name-column)");
            }
            throw new LocalFailure("cannot tell which column of %s is %s; its columns are %s%s"
                    .formatted(
                            file.path(),
                            String.join(" and ", missing),
                            String.join(", ", headers),
                            wishes.withoutHeader() ? "" : " (--no-header if those are data)"));
        }
        if (wished == null) {
            said.add("kind " + kind);
        }
        return kind;
    }

    private static String described(Map<Column, Integer> positions, List<String> headers) {
        return positions.entrySet().stream()
                .map(entry -> headers.get(entry.getValue()).strip() + "→"
                        + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static int occurrences(String text, String separator) {
        return text.split(java.util.regex.Pattern.quote(separator), -1).length - 1;
    }
}
