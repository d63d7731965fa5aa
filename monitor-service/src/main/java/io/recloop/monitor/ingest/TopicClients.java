package io.recloop.monitor.ingest;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The clients of the broker that reading needs, and how often it is asked.
@Singleton
final class TopicClients {
    private static final Duration METADATA = Duration.ofSeconds(5);
    private static final int GATHERED_BYTES = 4 << 20;

    private final IngestConfig config;
    private final Map<String, Object> kafka;

    TopicClients(IngestConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.kafka = kafka;
    }

    Duration backOff() {
        return config.backOff();
    }

    Duration newPartitionsEvery() {
        return config.newPartitionsEvery();
    }

    /// The ids that the broker gave to topics: one that is deleted and created again has another.
    Map<String, String> topicIds(Collection<String> topics) {
        try (var admin = Admin.create(kafka)) {
            var described =
                    admin.describeTopics(topics).allTopicNames().get(METADATA.toMillis(), TimeUnit.MILLISECONDS);
            return described.values().stream().collect(Collectors.toMap(TopicDescription::name, topic -> topic.topicId()
                    .toString()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the broker does not say which topics there are", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /// To be closed by the caller.
    Consumer<byte[], byte[]> consumer() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "monitor-topics");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Where retention has deleted what was not read yet, what is left is read.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch());
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        // The broker answers when so much is there or so much time is over.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
        settings.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(config.gathering().toMillis()));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
