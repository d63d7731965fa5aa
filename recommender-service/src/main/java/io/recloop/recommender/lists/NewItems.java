package io.recloop.recommender.lists;

import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.catalog.ItemFilter;
import io.recloop.recommender.catalog.NewestItem;
import io.recloop.recommender.reranking.RerankingConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The items that came into a shop lately, looked for at most once a second and only when the catalogue has changed.
@Singleton
final class NewItems {
    private static final int LISTED = 1_000;
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Catalog catalog;
    private final Clock clock;
    private final Duration newFor;
    private final Map<String, Listing> listed = new ConcurrentHashMap<>();

    private record Listing(long catalogVersion, long atNanos, List<NewestItem> items) {}

    NewItems(Catalog catalog, Clock clock, RerankingConfig config) {
        this.catalog = catalog;
        this.clock = clock;
        this.newFor = config.exploration().newFor();
    }

    /// Of those that may be shown, the newest thousand; the newest first.
    List<String> items(String tenant) {
        var oldest = clock.instant().minus(newFor);
        return newest(tenant).stream()
                .filter(item -> isSince(item, oldest))
                .map(NewestItem::item)
                .toList();
    }

    private static boolean isSince(NewestItem item, Instant oldest) {
        return !item.addedAt().isBefore(oldest);
    }

    private List<NewestItem> newest(String tenant) {
        var known = listed.get(tenant);
        long version = catalog.version(tenant);
        if (known != null && (known.catalogVersion == version || System.nanoTime() - known.atNanos < FRESH_NANOS)) {
            return known.items;
        }
        var now = new Listing(version, System.nanoTime(), catalog.newest(tenant, ItemFilter.ANY, item -> true, LISTED));
        // A tenant without events must not take memory.
        if (!now.items.isEmpty()) {
            listed.put(tenant, now);
        }
        return now.items;
    }
}
