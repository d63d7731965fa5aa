package io.recloop.training.registry.replicas;

import io.recloop.kit.topics.KnownRefusals;
import io.recloop.kit.topics.Received;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The records of `model-status` that have their dead letter. Thread-safe.
@Singleton
@Transactional
public class RefusedStatuses implements KnownRefusals {
    private final RefusedStatusRepository rows;

    @Inject
    RefusedStatuses(RefusedStatusRepository rows) {
        this.rows = rows;
    }

    @Override
    public boolean isKnown(ConsumerRecord<byte[], Received> record) {
        return rows.findById(key(record)) != null;
    }

    @Override
    public void add(ConsumerRecord<byte[], Received> record) {
        var key = key(record);
        var row = new RefusedStatusEntity();
        row.topicPartition = key.topicPartition();
        row.topicOffset = key.topicOffset();
        row.recordedAt = key.recordedAt();
        rows.persist(row);
    }

    private static RefusedStatusEntity.Key key(ConsumerRecord<byte[], Received> record) {
        return new RefusedStatusEntity.Key(
                record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp()));
    }
}
