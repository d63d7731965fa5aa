package io.recloop.monitor.facts;

import java.util.SortedMap;

/// Latencies counted in classes whose edges grow by a factor of 2^¼: a quantile read from them is off by less
/// than 19 % of itself.
final class LatencyClasses {
    private static final double PER_OCTAVE = 4;

    private LatencyClasses() {}

    /// Class c holds `[2^(c/4), 2^((c+1)/4))` microseconds; class 0 begins at 0.
    static int of(long micros) {
        if (micros < 2) {
            return 0;
        }
        return (int) Math.floor(PER_OCTAVE * Math.log(micros) / Math.log(2) + 1e-9);
    }

    /// The quantile in microseconds, interpolated within its class; NaN where nothing was counted.
    ///
    /// @param counts class to number
    static double quantile(SortedMap<Integer, Long> counts, double p) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return Double.NaN;
        }
        double rank = p * all;
        double below = 0;
        for (var entry : counts.entrySet()) {
            double next = below + entry.getValue();
            if (next >= rank) {
                double low = entry.getKey() == 0 ? 0 : Math.pow(2, entry.getKey() / PER_OCTAVE);
                double high = Math.pow(2, (entry.getKey() + 1) / PER_OCTAVE);
                return low + (high - low) * (rank - below) / entry.getValue();
            }
            below = next;
        }
        return Math.pow(2, (counts.lastKey() + 1) / PER_OCTAVE);
    }
}
