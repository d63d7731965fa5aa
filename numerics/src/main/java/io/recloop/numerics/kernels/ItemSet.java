package io.recloop.numerics.kernels;

import static java.util.Objects.checkIndex;

import java.util.Arrays;

/// A set of item rows, one bit each. Not thread-safe while it is changed.
public final class ItemSet {
    private final int items;
    private final long[] words;

    /// The empty set over rows `0..items-1`.
    public ItemSet(int items) {
        if (items < 0) {
            throw new IllegalArgumentException("items must be >= 0, was " + items);
        }
        this.items = items;
        this.words = new long[(items + 63) >>> 6];
    }

    public int items() {
        return items;
    }

    public void add(int item) {
        words[checkIndex(item, items) >>> 6] |= 1L << item;
    }

    public void remove(int item) {
        words[checkIndex(item, items) >>> 6] &= ~(1L << item);
    }

    public void addAll(int[] rows, int from, int to) {
        for (int i = from; i < to; i++) {
            add(rows[i]);
        }
    }

    /// Undoes [#addAll] in time of the rows, not of the set: how a worker reuses one set for many users.
    public void removeAll(int[] rows, int from, int to) {
        for (int i = from; i < to; i++) {
            remove(rows[i]);
        }
    }

    /// @throws IllegalArgumentException if the other set is of another size
    public void addAll(ItemSet other) {
        if (other.items != items) {
            throw new IllegalArgumentException("sets over %d and %d items".formatted(items, other.items));
        }
        for (int i = 0; i < words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    public void clear() {
        Arrays.fill(words, 0);
    }

    public boolean contains(int item) {
        return (words[checkIndex(item, items) >>> 6] >>> item & 1) != 0;
    }

    public int size() {
        int total = 0;
        for (long word : words) {
            total += Long.bitCount(word);
        }
        return total;
    }

    /// The lowest row from `from` on that is not in the set; `items()` where there is none.
    int nextAbsent(int from) {
        int row = from;
        while (row < items) {
            long absent = ~words[row >>> 6] >>> row;
            if (absent != 0) {
                return Math.min(row + Long.numberOfTrailingZeros(absent), items);
            }
            row = (row | 63) + 1;
        }
        return items;
    }
}
