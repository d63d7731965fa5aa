package io.recloop.monitor.health;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What replicas serve against what should serve.
@Singleton
final class Replicas {
    private final ReplicaConfig config;

    Replicas(ReplicaConfig config) {
        this.config = config;
    }

    enum State {
        CONVERGED,
        /// Behind, within the deadline.
        CONVERGING,
        BEHIND,
        /// Behind, and silent for so long that it is taken for gone.
        GONE,
        /// Nothing was published, so there is nothing to compare with.
        UNKNOWN
    }

    /// @param generation          that it serves; 0 where it serves none
    /// @param publishedGeneration 0 where nothing was published
    /// @param because             why it refused the last model that it refused; null where it serves what it
    /// should
    record Replica(
            String instance,
            @Nullable String modelId,
            long generation,
            long publishedGeneration,
            State state,
            @Nullable String because,
            Instant saidAt) {}

    List<String> tenants(Handle handle) {
        return handle.createQuery("select distinct tenant from replica order by tenant")
                .mapTo(String.class)
                .list();
    }

    List<Replica> of(Handle handle, String tenant, Instant now) {
        return handle.createQuery("""
            select r.instance, r.model_id, r.generation, r.because, r.said_at,
                p.generation as published_generation, p.published_at
            from replica r left join published p on p.tenant = r.tenant
            where r.tenant = :tenant order by r.instance\
            """)
                .bind("tenant", tenant)
                .map((rows, context) -> {
                    long generation = rows.getLong("generation");
                    long published = rows.getLong("published_generation");
                    var publishedAt = rows.getTimestamp("published_at");
                    var saidAt = rows.getTimestamp("said_at").toInstant();
                    var state = publishedAt == null
                            ? State.UNKNOWN
                            : state(generation, published, publishedAt.toInstant(), saidAt, now);
                    return new Replica(
                            rows.getString("instance"),
                            rows.getString("model_id"),
                            generation,
                            published,
                            state,
                            rows.getString("because"),
                            saidAt);
                })
                .list();
    }

    private State state(long generation, long published, Instant publishedAt, Instant saidAt, Instant now) {
        if (generation >= published) {
            return State.CONVERGED;
        }
        if (now.isBefore(publishedAt.plus(config.deadline()))) {
            return State.CONVERGING;
        }
        return now.isAfter(saidAt.plus(config.forgottenAfter())) ? State.GONE : State.BEHIND;
    }
}
