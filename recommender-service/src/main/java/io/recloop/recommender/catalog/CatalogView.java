package io.recloop.recommender.catalog;

import io.recloop.numerics.kernels.ItemSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The catalogue as one model sees it, by item row, kept current while the model serves. Thread-safe.
public final class CatalogView {
    private static final int REMEMBERED_FILTERS = 64;

    private final AtomicReferenceArray<@Nullable CatalogItem> rows;

    /// Rises after each change, so that a set made from an older state is known to be old.
    private final AtomicLong version = new AtomicLong();

    private final Map<ItemFilter, Excluded> remembered = new ConcurrentHashMap<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    private record Excluded(long version, ItemSet rows) {}

    /// How the remembered filters do.
    ///
    /// @param bytes of the sets that are remembered
    public record FilterCache(int size, int capacity, long hits, long misses, long bytes) {}

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

    public FilterCache filterCache() {
        int size = remembered.size();
        return new FilterCache(
                size, REMEMBERED_FILTERS, hits.sum(), misses.sum(), (long) size * ((rows.length() + 63) / 64) * 8);
    }

    private ItemSet shared(ItemFilter filter) {
        long now = version.get();
        var known = remembered.get(filter);
        if (known != null && known.version == now) {
            hits.increment();
            return known.rows;
        }
        misses.increment();
        var made = new ItemSet(rows.length());
        for (int row = 0; row < rows.length(); row++) {
            if (!filter.admits(rows.get(row))) {
                made.add(row);
            }
        }
        if (remembered.size() >= REMEMBERED_FILTERS) {
            remembered.clear();
        }
        remembered.put(filter, new Excluded(now, made));
        return made;
    }
}
