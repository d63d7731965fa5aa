package io.recloop.monitor.summaries;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Names to counts: levels, or the items of an hour. Exact until it is trimmed to the most frequent
/// names; from then on a name that is not there was counted at most [#floor] times, and one that is there
/// at most that much more often.
///
/// Merging adds and never trims, so it is associative and commutative to the byte; what is trimmed, and
/// when, is for the owner to decide once. A summary that bounds itself while it counts, as Misra and
/// Gries do, has bytes that depend on the order. Not thread-safe.
public final class Tally {
    private final Map<String, long[]> counts = new HashMap<>();
    private long floor;
    private long dropped;

    void add(String name, long count) {
        var known = counts.get(name);
        if (known == null) {
            counts.put(name, new long[] {count});
        } else {
            known[0] += count;
        }
    }

    void add(Tally other) {
        other.counts.forEach((name, count) -> add(name, count[0]));
        floor += other.floor;
        dropped += other.dropped;
    }

    /// Keeps the most frequent names that fit, equal ones by name.
    ///
    /// @param bytes of names and counts
    void trim(int bytes) {
        int left = bytes;
        long greatest = 0;
        for (var entry : mostFrequent()) {
            left -= size(entry);
            if (left < 0) {
                counts.remove(entry.getKey());
                greatest = Math.max(greatest, entry.getValue());
                dropped += entry.getValue();
            }
        }
        floor += greatest;
    }

    private static int size(Map.Entry<String, Long> entry) {
        int bits = 64 - Long.numberOfLeadingZeros(entry.getValue());
        return entry.getKey().getBytes(StandardCharsets.UTF_8).length + 2 + (bits + 6) / 7;
    }

    /// The most frequent first, equal ones by name.
    public List<Map.Entry<String, Long>> mostFrequent() {
        return counts().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    /// Sorted by name.
    public Map<String, Long> counts() {
        var sorted = new TreeMap<String, Long>();
        counts.forEach((name, count) -> sorted.put(name, count[0]));
        return sorted;
    }

    /// How often a name was counted at most that is not there; 0 where all are.
    public long floor() {
        return floor;
    }

    /// What was counted of names that are not there.
    public long dropped() {
        return dropped;
    }

    void write(SummaryWriter out) {
        out.number(floor).number(dropped).number(counts.size());
        counts().forEach((name, count) -> out.text(name).number(count));
    }

    static Tally read(SummaryReader in) {
        var tally = new Tally();
        tally.floor = in.number();
        tally.dropped = in.number();
        int size = in.size();
        for (int i = 0; i < size; i++) {
            tally.add(in.text(), in.number());
        }
        return tally;
    }
}
