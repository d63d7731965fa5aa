package io.recloop.simulator.live;

import java.util.Arrays;

/// How long answers took, in buckets that grow by 5 %: a percentile is at most 5 % too high. Immutable.
public final class Latencies {
    private static final double GROWTH = Math.log(1.05);
    private static final int BUCKETS = 400;

    static final Latencies NONE = new Latencies(new long[BUCKETS]);

    private final long[] counts;

    private Latencies(long[] counts) {
        this.counts = counts;
    }

    Latencies minus(Latencies earlier) {
        var difference = counts.clone();
        for (int b = 0; b < BUCKETS; b++) {
            difference[b] -= earlier.counts[b];
        }
        return new Latencies(difference);
    }

    /// Upper bound of the bucket that holds the quantile, in milliseconds; 0 when there was no answer.
    public double millis(double quantile) {
        long total = Arrays.stream(counts).sum();
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (int b = 0; b < BUCKETS && total > 0; b++) {
            seen += counts[b];
            if (seen >= rank) {
                return Math.exp((b + 1) * GROWTH) / 1_000;
            }
        }
        return 0;
    }

    private static int bucket(long micros) {
        return Math.clamp((long) (Math.log(Math.max(1, micros)) / GROWTH), 0, BUCKETS - 1);
    }

    /// Collects; the owner guards it.
    static final class Collector {
        private final long[] counts = new long[BUCKETS];

        void add(long micros) {
            counts[bucket(micros)]++;
        }

        Latencies snapshot() {
            return new Latencies(counts.clone());
        }
    }
}
