package io.recloop.contracts.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// `profile.json`: the distributions of the training data that drift is measured against.
///
/// @param from          time of the oldest interaction
/// @param through       time of the newest interaction
/// @param interactions  how many there were
/// @param users         distinct
/// @param items         distinct
/// @param ratings       rating (as [RatingLevel] writes it) to count
/// @param actions       action code to count
/// @param itemCounts    item to number of positive interactions, all items
/// @param volume        interactions per bucket of time, over the newest buckets of the data
/// @param shares        field to the share of interactions that carry it, such as `price` or `position`; what none
///     carries is left out, and all of it in profiles of earlier versions
public record Profile(
        Instant from,
        Instant through,
        long interactions,
        long users,
        long items,
        Map<String, Long> ratings,
        Map<String, Long> actions,
        Map<String, Long> itemCounts,
        Volume volume,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> shares) {
    /// @param bucketSeconds the bucket's width
    /// @param buckets       how many were looked at, empty ones included
    /// @param variance      over the buckets, unbiased; 0 for fewer than two
    public record Volume(int bucketSeconds, long buckets, double mean, double variance) {}

    public Profile {
        ratings = sorted(ratings);
        actions = sorted(actions);
        itemCounts = sorted(itemCounts);
        shares = shares == null ? Map.of() : sorted(shares);
    }

    /// Of interactions that carry none of the fields that are counted in `shares`.
    public Profile(
            Instant from,
            Instant through,
            long interactions,
            long users,
            long items,
            Map<String, Long> ratings,
            Map<String, Long> actions,
            Map<String, Long> itemCounts,
            Volume volume) {
        this(from, through, interactions, users, items, ratings, actions, itemCounts, volume, Map.of());
    }

    Profile withoutItemCounts() {
        return new Profile(from, through, interactions, users, items, ratings, actions, Map.of(), volume, shares);
    }

    /// Sorted, so that the same data give the same bytes and the same hash.
    private static <V> Map<String, V> sorted(Map<String, V> counts) {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
