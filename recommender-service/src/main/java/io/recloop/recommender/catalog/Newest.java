package io.recloop.recommender.catalog;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// An item by when it came into the shop.
public record Newest(String item, Instant addedAt) {
    private static final Comparator<Newest> NEWEST_FIRST =
            Comparator.comparing(Newest::addedAt).reversed().thenComparing(Newest::item);

    /// The newest of what a filter admits, ties by id.
    static List<Newest> of(Map<String, CatalogItem> items, ItemFilter filter, Predicate<String> wanted, int count) {
        var oldestFirst = new PriorityQueue<>(NEWEST_FIRST.reversed());
        items.forEach((id, item) -> {
            var addedAt = item.addedAt();
            if (addedAt == null || !filter.admits(item) || !wanted.test(id)) {
                return;
            }
            oldestFirst.add(new Newest(id, addedAt));
            if (oldestFirst.size() > count) {
                oldestFirst.poll();
            }
        });
        return oldestFirst.stream().sorted(NEWEST_FIRST).toList();
    }
}
