package io.recloop.monitor.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.DeadLetter;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.EventFamily;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.kit.config.ServiceName;
import io.recloop.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Records that have no effect go to the dead letters, in the transaction of those around them. Thread-safe.
@Singleton
final class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final byte[] NOTHING = {};

    private final Outbox outbox;
    private final ServiceName service;
    private final MeterRegistry meters;

    Refusals(Outbox outbox, ServiceName service, MeterRegistry meters) {
        this.outbox = outbox;
        this.service = service;
        this.meters = meters;
    }

    /// @return null where there is no event: a record that was refused, or a deleted key of a compacted topic, for
    ///     which nothing is forgotten here
    @Nullable
    Event eventOrRefuse(Topic topic, ConsumerRecord<?, byte[]> record, Instant now) {
        if (record.value() == null && topic.compacted()) {
            return null;
        }
        try {
            return EventCodec.read(EventFamily.of(topic), record.value(), now);
        } catch (InvalidEventException e) {
            refuse(topic, record, e);
            return null;
        }
    }

    void refuse(Topic topic, ConsumerRecord<?, byte[]> record, InvalidEventException why) {
        meters.counter(
                        service.metric("records.refused"),
                        "topic",
                        topic.topicName(),
                        "code",
                        why.code().code())
                .increment();
        LOG.warnf(
                "refused topic=%s partition=%d offset=%d code=%s reason=\"%s\"",
                record.topic(), record.partition(), record.offset(), why.code().code(), why.getMessage());
        byte[] value = record.value() == null ? NOTHING : record.value();
        var place = record.topic() + "/" + record.partition() + "/" + record.offset();
        outbox.append(
                topic.deadLetterName(),
                // A topic that is created again has the same places.
                Outbox.idOf("dead-letter", place + "/" + record.timestamp()),
                place,
                DeadLetter.value(value),
                DeadLetter.headers(
                        why, service.name(), record.topic(), record.partition(), record.offset(), value.length));
    }
}
