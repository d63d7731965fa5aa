package io.recloop.training.registry;

import io.recloop.contracts.events.ModelPublished;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "deployments", schema = "training")
@IdClass(DeploymentEntity.Key.class)
@NamedNativeQuery(
        name = DeploymentEntity.LOCK,
        resultClass = String.class,
        query = "select cast(pg_advisory_xact_lock(hashtext(:name)) as text)")
@SuppressWarnings("NullAway.Init")
class DeploymentEntity {
    static final String LOCK = "DeploymentEntity.lock";

    @Id
    String tenant;

    @Id
    long generation;

    String modelId;

    @Enumerated(EnumType.STRING)
    Status status;

    @JdbcTypeCode(SqlTypes.JSON)
    ModelPublished event;

    String deployedBy;
    String reason;
    Instant deployedAt;

    enum Status {
        PUBLISHING,
        PUBLISHED
    }

    record Key(String tenant, long generation) {}

    Deployment deployment() {
        return new Deployment(tenant, generation, modelId, event, deployedBy, deployedAt);
    }
}
