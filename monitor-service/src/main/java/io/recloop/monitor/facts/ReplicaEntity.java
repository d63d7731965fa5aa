package io.recloop.monitor.facts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a replica of the recommender says of itself.
@Entity
@Table(name = "replica", schema = "monitor")
@IdClass(ReplicaEntity.Key.class)
@NamedNativeQuery(name = ReplicaEntity.SERVE, query = """
        insert into monitor.replica as known (tenant, instance, generation, model_id, said_at)
        values (:tenant, :instance, :generation, :model, :at)
        on conflict (tenant, instance) do update set generation = excluded.generation,
            model_id = excluded.model_id, refused_model_id = null, refused_generation = null,
            because = null, said_at = excluded.said_at
        where known.said_at <= excluded.said_at
        """)
@NamedNativeQuery(name = ReplicaEntity.REFUSE, query = """
        insert into monitor.replica as known
            (tenant, instance, generation, model_id, refused_model_id, refused_generation, because, said_at)
        values (:tenant, :instance, 0, :serving, :refused, :generation, :because, :at)
        on conflict (tenant, instance) do update set
            model_id = excluded.model_id, refused_model_id = excluded.refused_model_id,
            refused_generation = excluded.refused_generation, because = excluded.because,
            said_at = excluded.said_at
        where known.said_at <= excluded.said_at
        """)
@SuppressWarnings("NullAway.Init")
class ReplicaEntity {
    static final String SERVE = "ReplicaEntity.serve";
    static final String REFUSE = "ReplicaEntity.refuse";

    @Id
    String tenant;

    @Id
    String instance;

    long generation;

    @Nullable
    String modelId;

    @Nullable
    String refusedModelId;

    @Nullable
    Long refusedGeneration;

    @Nullable
    String because;

    Instant saidAt;

    record Key(String tenant, String instance) {}
}
