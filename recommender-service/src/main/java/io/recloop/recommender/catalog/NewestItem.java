package io.recloop.recommender.catalog;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// An item by when it came into the shop.
public record NewestItem(String item, Instant addedAt) {
    private static final Comparator<NewestItem> NEWEST_FIRST =
            Comparator.comparing(NewestItem::addedAt).reversed().thenComparing(NewestItem::item);

    /// The newest of what a filter admits, ties by id.
    static List<NewestItem> of(Map<String, CatalogItem> items, ItemFilter filter, Predicate<String> wanted, int count) {
        var oldestFirst = new PriorityQueue<>(NEWEST_FIRST.reversed());
        items.forEach((id, item) -> {
            var addedAt = item.addedAt();
            if (addedAt == null) {
                return;
            }
            var newest = new NewestItem(id, addedAt);
            // Most items are too old, which is cheaper to see than whether they are wanted.
            boolean full = oldestFirst.size() == count;
            if (full && NEWEST_FIRST.compare(newest, oldestFirst.element()) > 0
                    || !filter.admits(item)
                    || !wanted.test(id)) {
                return;
            }
            if (full) {
                oldestFirst.remove();
            }
            oldestFirst.add(newest);
        });
        return oldestFirst.stream().sorted(NEWEST_FIRST).toList();
    }
}
