package io.recloop.monitor.ingest;

import io.recloop.kit.reading.PartitionReader;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/// How the broker is read and asked.
@Singleton
final class TopicClients {
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final int ANSWER_MS = 5_000;
    private static final int GATHERED_BYTES = 4 << 20;
    /// One more is no faster and keeps some fifty megabytes of records.
    private static final int AHEAD = 1;

    private final IngestConfig config;
    private final Map<String, Object> kafka;

    TopicClients(IngestConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.kafka = kafka;
    }

    /// The ids that the broker gave to topics: one that is deleted and created again has another.
    Map<String, String> topicIds(Set<String> topics) {
        try (var admin = Admin.create(kafka)) {
            return admin
                    .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(ANSWER_MS))
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .collect(Collectors.toMap(
                            TopicDescription::name, topic -> topic.topicId().toString()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    PartitionReader.Settings settings(Set<String> topics) {
        var settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "monitor-topics");
        // Where retention has deleted what was not read yet, what is left is read.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch());
        // The broker answers when so much is there or so much time is over.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
        settings.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(config.gathering().toMillis()));
        return new PartitionReader.Settings(topics, settings, IDLE, config.newPartitionsEvery(), AHEAD);
    }
}
