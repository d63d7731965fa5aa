package io.recloop.recommender.catalog;

import io.recloop.numerics.kernels.ItemSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The catalogue as one model sees it, by item row, kept current while the model serves. Thread-safe.
public final class CatalogView {
    private static final int REMEMBERED_FILTERS = 64;

    private final AtomicReferenceArray<@Nullable CatalogItem> rows;

    /// Rises after each change, so that a set made from an older state is known to be old.
    private final AtomicLong version = new AtomicLong();

    private final VersionedCache<ItemFilter, ItemSet> excluded = new VersionedCache<>(REMEMBERED_FILTERS);

    CatalogView(int items) {
        this.rows = new AtomicReferenceArray<>(items);
    }

    void put(int row, CatalogItem item) {
        if (!item.equals(rows.getAndSet(row, item))) {
            version.incrementAndGet();
        }
    }

    public @Nullable CatalogItem at(int row) {
        return rows.get(row);
    }

    /// Rises with each change of an item that the model knows.
    public long version() {
        return version.get();
    }

    /// The rows that a filter does not admit, in a set of the caller's own.
    public ItemSet excludedBy(ItemFilter filter) {
        var copy = new ItemSet(rows.length());
        copy.addAll(shared(filter));
        return copy;
    }

    public CacheStatistics filters() {
        return excluded.use((rows.length() + 63) / 64 * 8L);
    }

    private ItemSet shared(ItemFilter filter) {
        // Read before the rows: what changes meanwhile makes the set an old one.
        return excluded.of(filter, version.get(), () -> {
            var made = new ItemSet(rows.length());
            for (int row = 0; row < rows.length(); row++) {
                if (!filter.admits(rows.get(row))) {
                    made.add(row);
                }
            }
            return made;
        });
    }
}
