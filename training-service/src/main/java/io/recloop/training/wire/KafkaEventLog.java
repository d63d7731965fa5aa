package io.recloop.training.wire;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.topics.TopicNames;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/// One producer for everything but dead letters.
@Singleton
public final class KafkaEventLog implements EventLog, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaEventLog.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final TopicNames names;
    private final Producer<byte[], byte[]> producer;

    @Inject
    public KafkaEventLog(KafkaClients clients, TopicNames names) {
        this.names = names;
        this.producer = clients.producer(Map.of());
    }

    @Override
    public void append(Topic topic, Event event) {
        try {
            producer.send(row(topic, event)).get();
        } catch (ExecutionException e) {
            throw new NotAcknowledgedException(topic, event, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledgedException(topic, event, e);
        } catch (KafkaException e) {
            throw new NotAcknowledgedException(topic, event, e);
        }
    }

    @Override
    public void offer(Topic topic, Event event) {
        try {
            var unused = producer.send(row(topic, event), (metadata, failure) -> {
                if (failure != null) {
                    LOG.warnf("%s was not written: %s", CloudEventHeaders.type(event), failure.getMessage());
                }
            });
        } catch (KafkaException e) {
            LOG.warnf("%s was not written: %s", CloudEventHeaders.type(event), e.getMessage());
        }
    }

    private ProducerRecord<byte[], byte[]> row(Topic topic, Event event) {
        var row = new ProducerRecord<>(
                names.of(topic), event.key().getBytes(StandardCharsets.UTF_8), EventCodec.write(event));
        CloudEventHeaders.of(event, SOURCE).forEach(row.headers()::add);
        return row;
    }

    @PreDestroy
    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
