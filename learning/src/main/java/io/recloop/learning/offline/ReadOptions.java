package io.recloop.learning.offline;

import io.recloop.learning.dataset.CsvInteractions;
import io.recloop.learning.dataset.CsvOptions;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.InvalidCsvException;
import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.dataset.TooLittleDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the rows of a CSV file are read.
final class ReadOptions {
    @Option(
            names = "--min-rating",
            paramLabel = "RATING",
            description = "Rows with a lower rating count as seen, not as positive (default: every row is positive)")
    private @Nullable Double minimumRating;

    @Option(
            names = "--half-life",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description =
                    "Age at which a row weighs half as much as the newest, e.g. 90d (default: all weigh the same)")
    private @Nullable Duration halfLife;

    /// @throws OfflineException where there is no such file
    Dataset training(Path file) throws IOException, InvalidCsvException, TooLittleDataException {
        return training(file, Map.of());
    }

    /// @param catalogue what is known of items in words, by id; these are items of the dataset, too
    /// @throws OfflineException where there is no such file
    Dataset training(Path file, Map<String, ItemText> catalogue)
            throws IOException, InvalidCsvException, TooLittleDataException {
        var options = CsvOptions.defaults();
        if (halfLife != null) {
            options = options.withHalfLife(halfLife);
        }
        return read(file, liked(options, minimumRating), catalogue);
    }

    /// A file whose rows are looked for in those of another: weights and times do not matter.
    ///
    /// @throws OfflineException where there is no such file
    Dataset judging(Path file) throws IOException, InvalidCsvException, TooLittleDataException {
        return judging(file, minimumRating);
    }

    /// @param minimumRating rows rated lower are not looked for; absent: all are
    static Dataset judging(Path file, @Nullable Double minimumRating)
            throws IOException, InvalidCsvException, TooLittleDataException {
        return read(file, liked(CsvOptions.defaults(), minimumRating), Map.of());
    }

    private static CsvOptions liked(CsvOptions options, @Nullable Double minimumRating) {
        return minimumRating == null ? options : options.withMinimumRating(minimumRating);
    }

    private static Dataset read(Path file, CsvOptions options, Map<String, ItemText> catalogue)
            throws IOException, InvalidCsvException, TooLittleDataException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new OfflineException("there is no file %s that can be read".formatted(file));
        }
        try (var work = WorkFolder.temporary()) {
            return CsvInteractions.read(file, options, catalogue, work.path());
        }
    }
}
