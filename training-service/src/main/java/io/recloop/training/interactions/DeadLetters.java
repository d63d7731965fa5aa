package io.recloop.training.interactions;

import io.recloop.contracts.events.DeadLetter;
import io.recloop.contracts.events.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Puts aside what was refused. The key is where it came from, so a reader can tell the same letter sent twice.
/// Not thread-safe.
final class DeadLetters {
    private static final String CONSUMER = "training-service";

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final List<Future<RecordMetadata>> unacknowledged = new ArrayList<>();

    DeadLetters(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    void send(ConsumerRecord<byte[], byte[]> refused, InvalidEventException why) {
        var value = refused.value() == null ? new byte[0] : refused.value();
        var key = "%s-%d-%d".formatted(refused.topic(), refused.partition(), refused.offset());
        var letter = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), DeadLetter.value(value));
        DeadLetter.headers(why, CONSUMER, refused.topic(), refused.partition(), refused.offset(), value.length)
                .forEach(letter.headers()::add);
        unacknowledged.add(producer.send(letter));
    }

    /// Returns once the broker has all of them.
    ///
    /// @throws KafkaException where it refused one or did not answer in time
    void awaitAcknowledged() throws InterruptedException {
        if (unacknowledged.isEmpty()) {
            return;
        }
        producer.flush();
        for (var letter : unacknowledged) {
            try {
                letter.get();
            } catch (ExecutionException e) {
                throw new KafkaException("a dead letter was not acknowledged", e.getCause());
            }
        }
        unacknowledged.clear();
    }
}
