package io.recloop.training.publication;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.contracts.events.ModelEvent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.kit.topics.TopicNames;
import io.recloop.training.wire.KafkaClients;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.faulttolerance.Timeout;

/// Reads `model-published`, which is compacted and small. Replicas never go to a lower generation, so after a restore
/// of the database from a backup a generation of its own counting would be ignored by all of them.
@Singleton
class AnnouncedGenerations implements GenerationFloor {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;
    private final TopicNames names;
    private final Clock clock;

    @Inject
    AnnouncedGenerations(KafkaClients clients, TopicNames names, Clock clock) {
        this.clients = clients;
        this.names = names;
        this.clock = clock;
    }

    /// A broker that goes away meanwhile answers no poll, and nothing else would end the wait.
    @Override
    @Timeout
    public long of(String tenant) {
        try (var consumer = clients.consumer(Map.of())) {
            var partitions = consumer.partitionsFor(names.of(Topic.MODEL_PUBLISHED)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            long highest = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var row : consumer.poll(POLL)) {
                    highest = Math.max(highest, generation(row, tenant));
                }
            }
            return highest;
        }
    }

    private long generation(ConsumerRecord<byte[], byte[]> row, String tenant) {
        try {
            return row.value() != null
                            && EventCodec.read(ModelEvent.class, row.value(), clock.instant())
                                    instanceof ModelPublished published
                            && published.tenant().equals(tenant)
                    ? published.generation()
                    : 0;
        } catch (InvalidEventException e) {
            return 0;
        }
    }
}
