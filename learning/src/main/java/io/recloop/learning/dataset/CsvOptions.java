package io.recloop.learning.dataset;

import io.recloop.learning.duckdb.DuckDb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /// Every user is trained on, and judged on the last row where one is left beside it.
    DatasetSettings settings() {
        double rating = minimumRating.orElse(-Double.MAX_VALUE);
        return new DatasetSettings(
                // Any rating that is not a positive one is a dislike.
                new DatasetSettings.Feedback(
                        minimumRating.isPresent() ? List.of() : List.of("row"),
                        Map.of(),
                        rating,
                        rating,
                        Double.MAX_VALUE,
                        0),
                new DatasetSettings.Decay(halfLife.orElse(null), 0.01),
                new DatasetSettings.TestSplit(Split.LAST, 1),
                new DatasetSettings.TrainableUsers(1, 1),
                new DatasetSettings.ProfileVolume(Duration.ofMinutes(1), 1440));
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
