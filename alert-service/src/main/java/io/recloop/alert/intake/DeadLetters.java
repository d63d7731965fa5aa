package io.recloop.alert.intake;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.DeadLetter;
import io.recloop.contracts.events.InvalidEventException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Where records go that are not events of the topic, with the reason.
final class DeadLetters implements AutoCloseable {
    private static final String CONSUMER = "alert-service";
    private static final long SECONDS = 20;

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    DeadLetters(KafkaClients clients, Topic of) {
        this.producer = clients.producer();
        this.topic = clients.deadLetterName(of);
    }

    /// Returns when the broker has it: only then may the refused record be committed.
    ///
    /// @throws IllegalStateException when the broker does not take it; the record is to be read again
    void put(ConsumerRecord<byte[], byte[]> record, InvalidEventException why) {
        byte[] refused = record.value() == null ? new byte[0] : record.value();
        var letter = new ProducerRecord<>(topic, record.key(), DeadLetter.value(refused));
        DeadLetter.headers(why, CONSUMER, record.topic(), record.partition(), record.offset(), refused.length)
                .forEach((name, value) -> letter.headers().add(name, value));
        try {
            producer.send(letter).get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot write to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + topic, e);
        }
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(2));
    }
}
