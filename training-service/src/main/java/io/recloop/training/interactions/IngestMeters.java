package io.recloop.training.interactions;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.InvalidEventException.Code;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What one topic's ingest has done since the start of the process. Thread-safe.
final class IngestMeters {
    private final LongAdder ingested = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Map<Code, LongAdder> refused = new EnumMap<>(Code.class);
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong lastSegment = new AtomicLong();

    IngestMeters(Topic topic, MeterRegistry registry) {
        var tags = Tags.of("topic", topic.topicName());
        for (var code : Code.values()) {
            var count = new LongAdder();
            refused.put(code, count);
            io.micrometer.core.instrument.FunctionCounter.builder("recloop.lake.refused", count, LongAdder::sum)
                    .tags(tags.and("code", code.code()))
                    .description("Records put on the dead-letter topic")
                    .register(registry);
        }
        io.micrometer.core.instrument.FunctionCounter.builder("recloop.lake.events", ingested, LongAdder::sum)
                .tags(tags)
                .description("Events written into segments")
                .register(registry);
        io.micrometer.core.instrument.FunctionCounter.builder("recloop.lake.lost.offsets", lost, LongAdder::sum)
                .tags(tags)
                .description("Offsets that the broker had deleted before they were read")
                .register(registry);
        Gauge.builder("recloop.lake.lag.events", lag, AtomicLong::get)
                .tags(tags)
                .description("Records on the topic that were not read yet")
                .register(registry);
        Gauge.builder("recloop.lake.last.segment.timestamp.seconds", lastSegment, at -> at.get() / 1000.0)
                .tags(tags)
                .description("When the newest segment was written; 0 before the first")
                .register(registry);
    }

    void refused(Code code) {
        var count = refused.get(code);
        if (count != null) {
            count.increment();
        }
    }

    void written(long events, Instant now) {
        ingested.add(events);
        lastSegment.set(now.toEpochMilli());
    }

    void lost(long offsets) {
        lost.add(offsets);
    }

    void lag(long events) {
        lag.set(events);
    }

    long ingested() {
        return ingested.sum();
    }

    long lag() {
        return lag.get();
    }

    Map<String, Long> refused() {
        var counts = new TreeMap<String, Long>();
        refused.forEach((code, count) -> counts.put(code.code(), count.sum()));
        return counts;
    }
}
