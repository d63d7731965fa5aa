package io.recloop.training.registry.replicas;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "refused_status_records", schema = "training")
@IdClass(RefusedStatusEntity.Key.class)
@SuppressWarnings("NullAway.Init")
class RefusedStatusEntity {
    @Id
    int topicPartition;

    @Id
    long topicOffset;

    @Id
    Instant recordedAt;

    record Key(int topicPartition, long topicOffset, Instant recordedAt) {}
}
