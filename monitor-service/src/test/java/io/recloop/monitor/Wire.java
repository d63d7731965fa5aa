package io.recloop.monitor;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// The topics, seen from outside the service.
final class Wire implements AutoCloseable {
    private final String bootstrap = setting(SharedStack.BOOTSTRAP);
    private final String prefix = setting(SharedStack.PREFIX);
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ProducerConfig.ACKS_CONFIG, "all"),
            new StringSerializer(),
            new ByteArraySerializer());

    static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    void send(Topic topic, List<? extends Event> events) throws Exception {
        var sent = new ArrayList<Future<?>>();
        for (var event : events) {
            var toSend = new ProducerRecord<>(prefix + topic.topicName(), event.key(), EventCodec.write(event));
            CloudEventHeaders.of(event, "/test")
                    .forEach((name, value) -> toSend.headers().add(name, value));
            sent.add(producer.send(toSend));
        }
        for (var one : sent) {
            one.get();
        }
    }

    void send(Topic topic, Event event) throws Exception {
        send(topic, List.of(event));
    }

    void sendRaw(Topic topic, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(prefix + topic.topicName(), "raw", value))
                .get();
    }

    /// Everything that is on a topic now.
    <E extends Event> List<E> read(Topic topic, Class<E> family, String tenant) {
        return raw(prefix + topic.topicName()).stream()
                .map(kept -> {
                    try {
                        return EventCodec.read(family, kept.value(), Instant.now());
                    } catch (InvalidEventException e) {
                        throw new AssertionError(e);
                    }
                })
                .filter(event -> event.tenant().equals(tenant))
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> deadLetters(Topic topic) {
        return raw(prefix + topic.deadLetterName());
    }

    private List<ConsumerRecord<String, byte[]>> raw(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var all = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
