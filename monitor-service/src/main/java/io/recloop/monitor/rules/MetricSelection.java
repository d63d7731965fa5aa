package io.recloop.monitor.rules;

import io.recloop.monitor.metrics.Measure;
import io.recloop.monitor.metrics.MetricQuery;
import java.time.Duration;
import java.time.Instant;

/// What a rule looks at.
///
/// @param segment empty: all
/// @param minimum with fewer observations it is not measured
record MetricSelection(String metric, String segment, Duration window, long minimum) {
    MetricQuery query(String tenant, Instant at) {
        return new MetricQuery(tenant, metric, segment, window, at);
    }

    /// Too few observations are none.
    Measure enough(Measure measure) {
        return measure instanceof Measure.Value(double value, long count) && count < minimum
                ? new Measure.Unknown("%d observations, %d are needed".formatted(count, minimum))
                : measure;
    }
}
