package io.recloop.recommender.candidates;

import io.recloop.recommender.history.History;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What users have liked lately, by how many users; sorted again a few times a second at most, for all callers.
@Singleton
final class RecentlyPopularItems {
    private static final int LISTED = 2_000;
    private static final long FRESH_NANOS = Duration.ofMillis(200).toNanos();

    private final History history;
    private final Map<String, Sorted> sorted = new ConcurrentHashMap<>();

    private record Sorted(long atNanos, List<History.Liked> items) {}

    RecentlyPopularItems(History history) {
        this.history = history;
    }

    List<History.Liked> items(String tenant) {
        var known = sorted.get(tenant);
        if (known != null && System.nanoTime() - known.atNanos < FRESH_NANOS) {
            return known.items;
        }
        var now = new Sorted(
                System.nanoTime(), history.mostLiked(tenant).limit(LISTED).toList());
        // A tenant without events must not take memory.
        if (!now.items.isEmpty()) {
            sorted.put(tenant, now);
        }
        return now.items;
    }
}
