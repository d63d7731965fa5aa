package io.recloop.training.dataset;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The recipe of a CSV file: everybody is trained on, and judged on the last row where one is left beside it.
record CsvConfig(CsvOptions options) implements DatasetConfig {
    @Override
    public List<String> positiveActions() {
        return options.minimumRating().isPresent() ? List.of() : List.of("row");
    }

    @Override
    public Map<String, Double> actionWeights() {
        return Map.of();
    }

    @Override
    public double positiveRating() {
        return options.minimumRating().orElse(-Double.MAX_VALUE);
    }

    @Override
    public double negativeRating() {
        return positiveRating();
    }

    /// Any rating that is not a positive one.
    @Override
    public double dislikedRating() {
        return Double.MAX_VALUE;
    }

    @Override
    public double ratingSlope() {
        return 0;
    }

    @Override
    public boolean commentQuality() {
        return false;
    }

    @Override
    public Optional<Duration> halfLife() {
        return options.halfLife();
    }

    @Override
    public double weightFloor() {
        return 0.01;
    }

    @Override
    public Split split() {
        return Split.LAST;
    }

    @Override
    public double testFraction() {
        return 1;
    }

    @Override
    public int trainableFrom() {
        return 1;
    }

    @Override
    public int trainablePositives() {
        return 1;
    }

    @Override
    public int incrementalBelow() {
        return 0;
    }

    @Override
    public Duration profileBucket() {
        return Duration.ofMinutes(1);
    }

    @Override
    public int profileBuckets() {
        return 1440;
    }

    @Override
    public Optional<String> memory() {
        return Optional.of(options.memory());
    }
}
