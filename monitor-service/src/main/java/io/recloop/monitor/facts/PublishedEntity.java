package io.recloop.monitor.facts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/// The model that should serve a tenant.
@Entity
@Table(name = "published", schema = "monitor")
@NamedQuery(name = PublishedEntity.KEEP, query = """
        insert into PublishedEntity as p (tenant, generation, modelId, publishedAt)
        values (:tenant, :generation, :model, :at)
        on conflict (tenant) do update
        set generation = excluded.generation, modelId = excluded.modelId, publishedAt = excluded.publishedAt
        where p.generation < excluded.generation
        """)
@SuppressWarnings("NullAway.Init")
class PublishedEntity {
    static final String KEEP = "PublishedEntity.keep";

    @Id
    String tenant;

    long generation;
    String modelId;
    Instant publishedAt;
}
