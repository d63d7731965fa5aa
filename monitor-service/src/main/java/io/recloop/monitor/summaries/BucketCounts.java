package io.recloop.monitor.summaries;

import java.util.Arrays;

/// Whole numbers to counts, by open addressing: nothing is boxed where millions of values a second are
/// counted. Not thread-safe.
final class BucketCounts {
    private int[] keys = new int[64];
    /// A count of zero is a free place.
    private long[] counts = new long[64];

    private int used;

    void add(int key, long count) {
        int mask = keys.length - 1;
        int at = spread(key) & mask;
        while (counts[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        if (counts[at] == 0) {
            keys[at] = key;
            used++;
        }
        counts[at] += count;
        if (used * 2 > keys.length) {
            grow();
        }
    }

    private static int spread(int key) {
        int mixed = key * 0x9e3779b9;
        return mixed ^ mixed >>> 15;
    }

    private void grow() {
        var oldKeys = keys;
        var oldCounts = counts;
        keys = new int[oldKeys.length * 2];
        counts = new long[keys.length];
        used = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] != 0) {
                add(oldKeys[i], oldCounts[i]);
            }
        }
    }

    int size() {
        return used;
    }

    long of(int key) {
        int mask = keys.length - 1;
        int at = spread(key) & mask;
        while (counts[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return counts[at];
    }

    int[] ascending() {
        var found = new int[used];
        int n = 0;
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] != 0) {
                found[n++] = keys[i];
            }
        }
        Arrays.sort(found);
        return found;
    }
}
