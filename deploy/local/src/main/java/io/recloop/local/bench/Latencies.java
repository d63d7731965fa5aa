package io.recloop.local.bench;

import java.util.Arrays;

/// Times of single requests. Thread-safe.
final class Latencies {
    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private long[] nanos = new long[1024];
    private int count;

    /// In milliseconds.
    record Summary(long requests, double p50, double p99, double max) {}

    synchronized void add(long taken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = taken;
    }

    synchronized int count() {
        return count;
    }

    /// The smallest time that at least this share of all did not exceed; 0 where there is none.
    ///
    /// @param share above 0, at most 1
    /// @return milliseconds
    synchronized double percentile(double share) {
        return count == 0 ? 0 : at(sorted(), share);
    }

    synchronized Summary summary() {
        if (count == 0) {
            return new Summary(0, 0, 0, 0);
        }
        var sorted = sorted();
        return new Summary(count, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private long[] sorted() {
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double at(long[] sorted, double share) {
        int place = (int) Math.ceil(share * sorted.length) - 1;
        return Math.round(sorted[place] / NANOS_OF_A_MILLISECOND * 1e3) / 1e3;
    }
}
