package io.recloop.monitor.metrics;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Every metric that can be named. Thread-safe.
@Singleton
@Transactional
public class MetricCatalogue {
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    private record Entry(MetricDescription metric, MetricFamily family) {}

    @Inject
    MetricCatalogue(@All List<MetricFamily> families) {
        for (var family : families) {
            for (var metric : family.metrics()) {
                if (entries.put(metric.name(), new Entry(metric, family)) != null) {
                    throw new IllegalStateException("two metrics are called " + metric.name());
                }
            }
        }
    }

    public Optional<MetricDescription> metric(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::metric);
    }

    /// By name.
    public Collection<MetricDescription> all() {
        var metrics = new ArrayList<MetricDescription>();
        entries.values().forEach(entry -> metrics.add(entry.metric));
        return metrics;
    }

    /// @throws IllegalArgumentException where there is no such metric
    public Measure measure(MetricQuery query) {
        var entry = entries.get(query.metric());
        if (entry == null) {
            throw new IllegalArgumentException("there is no metric " + query.metric());
        }
        if (!query.segment().isEmpty() && !entry.metric.segments()) {
            return new Measure.Unknown("%s has no segments".formatted(query.metric()));
        }
        return entry.family.measure(query);
    }
}
