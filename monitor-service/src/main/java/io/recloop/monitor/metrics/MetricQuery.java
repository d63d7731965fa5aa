package io.recloop.monitor.metrics;

import java.time.Duration;
import java.time.Instant;

/// @param segment empty: all
/// @param at      the end of the window, not included
public record MetricQuery(String tenant, String metric, String segment, Duration window, Instant at) {
    long from() {
        return at.minus(window).getEpochSecond();
    }

    long to() {
        return at.getEpochSecond();
    }
}
