package io.recloop.kit.topics;

import io.recloop.contracts.events.DeadLetter;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.kit.config.ServiceName;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Where records go that are not events of their topic, with the reason. Thread-safe.
@Singleton
public final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final TopicWriter writer;
    private final TopicNames names;
    private final ServiceName service;
    private final Acknowledgement acknowledgement;

    DeadLetters(TopicWriter writer, TopicNames names, ServiceName service, Acknowledgement acknowledgement) {
        this.writer = writer;
        this.names = names;
        this.service = service;
        this.acknowledgement = acknowledgement;
    }

    /// Returns when the broker has the letter: only then may the refused record be committed.
    ///
    /// @param value the record's bytes as they were on the topic; null where it had none
    /// @throws NotAcknowledgedException where the broker does not take it; the record is to be read again
    public void put(ConsumerRecord<byte[], ?> record, byte @Nullable [] value, InvalidEventException why) {
        byte[] refused = value == null ? new byte[0] : value;
        var topic = names.deadLetter(names.topic(record.topic()));
        var headers = DeadLetter.headers(
                why, service.name(), record.topic(), record.partition(), record.offset(), refused.length);
        var sent = writer.write(topic, record.key(), DeadLetter.value(refused), headers);
        acknowledgement.await(sent, "a record of " + topic);
        LOG.warnf(
                "topic=%s partition=%d offset=%d refused: %s",
                record.topic(), record.partition(), record.offset(), why.getMessage());
    }
}
