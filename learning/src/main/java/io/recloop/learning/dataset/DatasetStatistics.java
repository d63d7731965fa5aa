package io.recloop.learning.dataset;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the data are like, and what making the dataset took.
///
/// @param refusals         reason to number of records
/// @param segments         code of [io.recloop.learning.evaluation.Segment] to users with any positive
/// @param density          share of all pairs of users and items that occur
/// @param positivesOfUsers over users with any
/// @param positivesOfItems over items with any
/// @param steps            in the order in which they ran
public record DatasetStatistics(
        Map<String, Long> refusals,
        Map<String, Long> segments,
        double density,
        Quantiles positivesOfUsers,
        Quantiles positivesOfItems,
        List<Step> steps) {
    public DatasetStatistics {
        refusals = Collections.unmodifiableMap(new TreeMap<>(refusals));
        segments = Collections.unmodifiableMap(new TreeMap<>(segments));
        steps = List.copyOf(steps);
    }

    public record Quantiles(long median, long p90, long p99, long max) {}

    /// @param rows that it yielded
    public record Step(String name, long rows, double seconds) {}
}
