package io.recloop.learning.offline;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.recloop.learning.dataset.ItemText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a file says of items in words: CSV with a header, or MovieLens' `item::title::genres` without one. UTF-8, or
/// Latin-1 where it is not that. Where an item occurs more than once, its last row counts.
final class ItemsFile {
    private static final String MOVIELENS = "::";
    private static final Map<String, Set<String>> COLUMNS = Map.of(
            "item", Set.of("item", "itemid", "id", "movieid", "product", "productid", "asin", "sku"),
            "name", Set.of("name", "title", "itemname", "productname"),
            "description", Set.of("description"),
            "brand", Set.of("brand", "manufacturer"),
            "categories", Set.of("categories", "category", "genres", "genre"));
    /// Of no use as words.
    private static final Set<String> NO_WORDS = Set.of("price", "available", "instock");

    private final Path file;
    private final Map<String, ItemText> texts = new LinkedHashMap<>();

    private ItemsFile(Path file) {
        this.file = file;
    }

    /// @return by item id, in the order of the file
    /// @throws OfflineException naming the file, and the line where one is at fault
    static Map<String, ItemText> read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new OfflineException("there is no file %s that can be read".formatted(file));
        }
        var items = new ItemsFile(file);
        var text = decoded(Files.readAllBytes(file));
        var first = text.lines().findFirst().orElse("");
        if (first.contains(MOVIELENS)) {
            items.movieLens(text);
        } else {
            items.csv(text);
        }
        if (items.texts.isEmpty()) {
            throw new OfflineException("%s has no item".formatted(file));
        }
        return items.texts;
    }

    private static String decoded(byte[] bytes) {
        Charset charset = StandardCharsets.UTF_8;
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            charset = StandardCharsets.ISO_8859_1;
        }
        var text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void movieLens(String text) {
        int line = 0;
        for (var row : text.lines().toList()) {
            line++;
            if (row.isBlank()) {
                continue;
            }
            var fields = row.split(MOVIELENS, -1);
            if (fields.length < 2 || fields.length > 3) {
                throw wrong(line, "the row has %d fields instead of item::title::genres".formatted(fields.length));
            }
            add(
                    line,
                    fields[0],
                    fields[1],
                    new ItemText(
                            fields[1].strip(),
                            null,
                            null,
                            fields.length < 3 ? List.of() : categories(fields[2]),
                            Map.of()));
        }
    }

    private void csv(String text) {
        try (var reader = CsvReader.builder()
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            var rows = reader.iterator();
            if (!rows.hasNext()) {
                return;
            }
            var header = rows.next().getFields();
            var places = places(header);
            while (rows.hasNext()) {
                var row = rows.next();
                if (!rows.hasNext() && isCutOff(row, text)) {
                    throw wrong(row.getStartingLineNumber(), "a quote is opened and never closed");
                }
                csv(row, header, places);
            }
        } catch (CsvParseException e) {
            throw new OfflineException("%s is not CSV: other text follows a closing quote".formatted(file));
        } catch (IOException e) {
            throw new IllegalStateException(e); // a text in memory
        }
    }

    /// The parser takes the end of the file for the closing quote.
    private static boolean isCutOff(CsvRecord last, String text) {
        return last.getFields().getLast().contains("\n")
                && !text.stripTrailing().endsWith("\"");
    }

    private void csv(CsvRecord row, List<String> header, Map<String, Integer> places) {
        long line = row.getStartingLineNumber();
        var fields = row.getFields();
        if (fields.size() != header.size()) {
            throw wrong(line, "the row has %d fields instead of %d".formatted(fields.size(), header.size()));
        }
        var attributes = new TreeMap<String, String>();
        for (int i = 0; i < fields.size(); i++) {
            if (!places.containsValue(i)
                    && !NO_WORDS.contains(plain(header.get(i)))
                    && !fields.get(i).isBlank()) {
                attributes.put(header.get(i).strip(), fields.get(i).strip());
            }
        }
        var categories = field(fields, places.get("categories"));
        var name = field(fields, places.get("name"));
        add(
                line,
                field(fields, places.get("item")),
                name,
                new ItemText(
                        name == null ? "" : name,
                        field(fields, places.get("description")),
                        field(fields, places.get("brand")),
                        categories == null ? List.of() : categories(categories),
                        attributes));
    }

    private void add(long line, @Nullable String item, @Nullable String name, ItemText text) {
        if (item == null || item.isBlank()) {
            throw wrong(line, "no item");
        }
        if (name == null || name.isBlank()) {
            throw wrong(line, "no name");
        }
        texts.put(item.strip(), text);
    }

    private OfflineException wrong(long line, String what) {
        return new OfflineException("%s line %d: %s".formatted(file, line, what));
    }

    /// By what they mean; the first column of a meaning counts.
    private Map<String, Integer> places(List<String> header) {
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < header.size(); i++) {
            int place = i;
            COLUMNS.forEach((meaning, names) -> {
                if (names.contains(plain(header.get(place)))) {
                    places.putIfAbsent(meaning, place);
                }
            });
        }
        for (var needed : List.of("item", "name")) {
            if (!places.containsKey(needed)) {
                throw wrong(
                        1,
                        "the header has no column %s, it is %s; item,name[,description][,brand][,categories] is needed"
                                .formatted(needed, String.join(",", header)));
            }
        }
        return places;
    }

    private static @Nullable String field(List<String> fields, @Nullable Integer place) {
        return place == null || fields.get(place).isBlank()
                ? null
                : fields.get(place).strip();
    }

    private static List<String> categories(String field) {
        var categories = new ArrayList<String>();
        Arrays.stream(field.split("\\|", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .forEach(categories::add);
        return categories;
    }

    private static String plain(String header) {
        return header.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
