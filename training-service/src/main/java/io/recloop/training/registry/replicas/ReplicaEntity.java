package io.recloop.training.registry.replicas;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "replicas", schema = "training")
@IdClass(ReplicaEntity.Key.class)
@NamedQuery(name = ReplicaEntity.KEEP, query = """
        insert into ReplicaEntity as r (tenant, instance, modelId, generation, refused, saidAt)
        values (:tenant, :instance, :modelId, :generation, :refused, :saidAt)
        on conflict (tenant, instance) do update
        set modelId = excluded.modelId, generation = excluded.generation,
            refused = excluded.refused, saidAt = excluded.saidAt
        where r.saidAt <= excluded.saidAt
        """)
@SuppressWarnings("NullAway.Init")
class ReplicaEntity {
    static final String KEEP = "ReplicaEntity.keep";

    @Id
    String tenant;

    @Id
    String instance;

    @Nullable
    String modelId;

    long generation;

    @Nullable
    String refused;

    Instant saidAt;

    record Key(String tenant, String instance) {}
}
