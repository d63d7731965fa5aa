package io.recloop.monitor.facts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A model that was announced or is served.
@Entity
@Table(name = "model", schema = "monitor")
@IdClass(ModelEntity.Key.class)
@NamedNativeQuery(name = ModelEntity.ANNOUNCE, query = """
        insert into monitor.model (tenant, model_id, manifest_sha256, published_at)
        values (:tenant, :model, :sha, :at)
        on conflict (tenant, model_id) do update set
            manifest_sha256 = excluded.manifest_sha256, published_at = excluded.published_at
        """)
@NamedNativeQuery(name = ModelEntity.SERVE, query = """
        insert into monitor.model as known (tenant, model_id, serving_since) values (:tenant, :model, :at)
        on conflict (tenant, model_id) do update set
            serving_since = least(coalesce(known.serving_since, excluded.serving_since), excluded.serving_since)
        """)
@NamedNativeQuery(name = ModelEntity.IN_USE, resultClass = ModelEntity.class, query = """
        select m.*
        from (
            select model_id, 1 as rank, generation, said_at from monitor.replica
            where tenant = :tenant and model_id is not null
            union all
            select model_id, 2, generation, published_at from monitor.published where tenant = :tenant
        ) known join monitor.model m on m.tenant = :tenant and m.model_id = known.model_id
        order by known.rank, known.generation desc, known.said_at desc limit 1
        """)
@SuppressWarnings("NullAway.Init")
class ModelEntity {
    static final String ANNOUNCE = "ModelEntity.announce";
    static final String SERVE = "ModelEntity.serve";
    static final String IN_USE = "ModelEntity.inUse";

    @Id
    String tenant;

    @Id
    String modelId;

    @Nullable
    String manifestSha256;

    @Nullable
    Instant publishedAt;

    @Nullable
    Instant servingSince;

    record Key(String tenant, String modelId) {}
}
