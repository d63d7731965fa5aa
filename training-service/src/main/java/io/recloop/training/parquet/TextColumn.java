package io.recloop.training.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Texts, in UTF-8: numbers of a dictionary as long as it stays small, in full from then on.
public final class TextColumn extends Column {
    private static final int UTF8 = 0;
    private static final int STRING = 1;

    private final Bytes full = new Bytes(1 << 12);
    private @Nullable Dictionary dictionary;
    private boolean numbering;
    private int[] numbers = new int[1024];
    private int numbered;

    private TextColumn(String name, boolean optional, boolean repeats) {
        super(name, optional);
        this.numbering = repeats;
        this.dictionary = repeats ? new Dictionary() : null;
    }

    /// Each row has a value, and values come again and again.
    public static TextColumn repeating(String name) {
        return new TextColumn(name, false, true);
    }

    /// Each row has a value of its own.
    public static TextColumn distinct(String name) {
        return new TextColumn(name, false, false);
    }

    /// A row may have a value.
    public static TextColumn optional(String name) {
        return new TextColumn(name, true, false);
    }

    /// A row may have a value, and values come again and again.
    public static TextColumn optionalRepeating(String name) {
        return new TextColumn(name, true, true);
    }

    public void append(@Nullable String value) {
        if (value == null) {
            appendNull();
            return;
        }
        if (numbering && dictionary != null) {
            int number = dictionary.number(value);
            if (number >= 0) {
                if (numbered == numbers.length) {
                    numbers = Arrays.copyOf(numbers, numbered * 2);
                }
                numbers[numbered++] = number;
                endValue();
                return;
            }
            endPage();
            numbering = false;
        }
        addTo(full, value);
        endValue();
    }

    private static void addTo(Bytes bytes, String value) {
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        bytes.addInt(utf8.length);
        bytes.addAll(utf8);
    }

    @Override
    int bytesOfPage() {
        return full.size();
    }

    @Override
    int values(Bytes to) {
        if (!numbering || dictionary == null) {
            to.addAll(full);
            full.clear();
            return Pages.PLAIN;
        }
        int width = Runs.width(Math.max(0, dictionary.size() - 1));
        to.add(width);
        Runs.write(to, numbers, numbered, width);
        numbered = 0;
        return Pages.RLE_DICTIONARY;
    }

    @Override
    void finish() {
        super.finish();
        if (dictionary != null) {
            var entries = new Bytes(1 << 12);
            dictionary.entries().forEach(entry -> addTo(entries, entry));
            pages().dictionary(entries, dictionary.size());
        }
    }

    @Override
    Physical physical() {
        return Physical.BYTE_ARRAY;
    }

    @Override
    void describe(Compact schema) {
        schema.integer(6, UTF8);
        schema.begin(10);
        schema.begin(STRING);
        schema.end();
        schema.end();
    }
}
