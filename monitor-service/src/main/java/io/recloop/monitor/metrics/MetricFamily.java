package io.recloop.monitor.metrics;

import java.util.List;

/// Metrics that are read from the same facts. Called in a transaction; thread-safe.
interface MetricFamily {
    List<MetricDescription> metrics();

    /// @param query for one of its metrics
    Measure measure(MetricQuery query);
}
