package io.recloop.training.interactions;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file `<first>-<last>.parquet`: everything valid that the partition had at the offsets `first..last`.
/// An offset without a row was refused, compacted away or a marker of the broker.
record Segment(long first, long last, Path file) {
    private static final Pattern NAME = Pattern.compile("(\\d{20})-(\\d{20})\\.parquet");

    static String name(long first, long last) {
        return "%020d-%020d.parquet".formatted(first, last);
    }

    /// Empty where the file is none.
    static Optional<Segment> of(Path file) {
        var match = NAME.matcher(String.valueOf(file.getFileName()));
        return match.matches()
                ? Optional.of(new Segment(Long.parseLong(match.group(1)), Long.parseLong(match.group(2)), file))
                : Optional.empty();
    }

    long span() {
        return last - first + 1;
    }
}
