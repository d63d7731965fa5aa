package io.recloop.kit.topics;

import io.recloop.contracts.events.DeadLetter;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.kit.config.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Where records go that are not events of their topic, with the reason. Thread-safe.
@Singleton
public final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final TopicWriter writer;
    private final TopicNames names;
    private final ServiceName service;
    private final Duration patience;

    DeadLetters(
            TopicWriter writer,
            TopicNames names,
            ServiceName service,
            @ConfigProperty(name = "recloop.sending.acknowledged-within", defaultValue = "20s") Duration patience) {
        this.writer = writer;
        this.names = names;
        this.service = service;
        this.patience = patience;
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
        writer.write(topic, record.key(), DeadLetter.value(refused), headers)
                .onFailure()
                .transform(e -> new NotAcknowledgedException("a record of " + topic, e))
                .ifNoItem()
                .after(patience)
                .failWith(() -> new NotAcknowledgedException(
                        "a record of " + topic, new IllegalStateException("no answer within " + patience)))
                .await()
                .indefinitely();
        LOG.warnf(
                "topic=%s partition=%d offset=%d refused: %s",
                record.topic(), record.partition(), record.offset(), why.getMessage());
    }
}
