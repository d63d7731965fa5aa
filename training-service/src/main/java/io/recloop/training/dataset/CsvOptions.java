package io.recloop.training.dataset;

import java.time.Duration;
import java.util.Optional;

/// How a CSV file becomes a dataset.
///
/// @param minimumRating a row of a lower rating is seen and disliked; absent: every row is a positive
/// @param halfLife      a row so much older than the newest weighs half; absent: all weigh the same
/// @param memory        DuckDB's, for example `1GB`
public record CsvOptions(Optional<Double> minimumRating, Optional<Duration> halfLife, String memory) {
    public static CsvOptions defaults() {
        return new CsvOptions(Optional.empty(), Optional.empty(), DuckDb.defaultMemory());
    }

    public CsvOptions withMinimumRating(double rating) {
        return new CsvOptions(Optional.of(rating), halfLife, memory);
    }

    public CsvOptions withHalfLife(Duration duration) {
        return new CsvOptions(minimumRating, Optional.of(duration), memory);
    }

    public CsvOptions withMemory(String size) {
        return new CsvOptions(minimumRating, halfLife, size);
    }
}
