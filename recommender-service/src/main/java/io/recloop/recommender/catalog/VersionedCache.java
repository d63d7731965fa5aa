package io.recloop.recommender.catalog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Answers that hold as long as what they were made from has the same version. Thread-safe; when it is full it begins
/// again.
final class VersionedCache<K, V> {
    private final int capacity;
    private final Map<K, Made<V>> answers = new ConcurrentHashMap<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    private record Made<V>(long version, V answer) {}

    VersionedCache(int capacity) {
        this.capacity = capacity;
    }

    V of(K key, long version, Supplier<V> making) {
        var known = answers.get(key);
        if (known != null && known.version == version) {
            hits.increment();
            return known.answer;
        }
        misses.increment();
        var made = making.get();
        if (answers.size() >= capacity) {
            answers.clear();
        }
        answers.put(key, new Made<>(version, made));
        return made;
    }

    CacheStatistics use(long bytesOfEach) {
        int size = answers.size();
        return new CacheStatistics(size, capacity, hits.sum(), misses.sum(), size * bytesOfEach);
    }
}
