package io.recloop.scheduler.topics;

import io.recloop.contracts.Topic;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes clients from every `kafka.*` setting, so that TLS and SASL are a matter of configuration.
@Singleton
public final class KafkaClients {
    private static final String PREFIX = "kafka.";

    private final Config config;
    private final String topicPrefix;

    /// @param topicPrefix put before every topic's name, so that several stacks may share a broker
    KafkaClients(Config config, @ConfigProperty(name = "recloop.topic-prefix") Optional<String> topicPrefix) {
        this.config = config;
        this.topicPrefix = topicPrefix.orElse("");
    }

    public String name(Topic topic) {
        return topicPrefix + topic.topicName();
    }

    String deadLetterName(Topic topic) {
        return topicPrefix + topic.deadLetterName();
    }

    Consumer<byte[], byte[]> consumer(String group) {
        var settings = common();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, topicPrefix + group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topic.MAX_RECORD_BYTES);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public Producer<byte[], byte[]> producer() {
        var settings = common();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * 1024 * 1024);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Admin admin() {
        var settings = common();
        settings.put("default.api.timeout.ms", 2_000);
        settings.put("request.timeout.ms", 2_000);
        return Admin.create(settings);
    }

    private Map<String, Object> common() {
        var settings = new HashMap<String, Object>();
        for (String name : config.getPropertyNames()) {
            // Not every kafka.* is the clients': the framework has a few of its own.
            if (name.startsWith(PREFIX) && !name.startsWith("kafka.health")) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> settings.put(name.substring(PREFIX.length()), value));
            }
        }
        // Environment variables do not show up in their dotted form unless they are asked for by it.
        settings.put("bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class));
        settings.put("reconnect.backoff.max.ms", 1_000);
        // A topic that is created after the service has started is found within this.
        settings.put("metadata.max.age.ms", 10_000);
        return settings;
    }
}
