package io.recloop.monitor.metrics;

/// What a metric was in a window.
public sealed interface Measure {
    /// @param value finite
    /// @param count of observations behind it
    record Value(double value, long count) implements Measure {}

    /// Nothing was measured, which is neither good nor bad.
    record Unknown(String because) implements Measure {}

    static Measure of(double value, long count, String none) {
        return count > 0 && Double.isFinite(value) ? new Value(value, count) : new Unknown(none);
    }
}
