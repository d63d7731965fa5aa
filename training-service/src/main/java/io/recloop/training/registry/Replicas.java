package io.recloop.training.registry;

import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ModelServing;
import io.recloop.contracts.events.ModelStatusEvent;
import io.recloop.contracts.events.ReplicaAlive;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What each replica of the recommender says it serves. Thread-safe.
@Singleton
public final class Replicas {
    private final Jdbi database;

    @Inject
    public Replicas(Jdbi database) {
        this.database = database;
    }

    /// @param refused why it would not load the model it was last told to load; absent where it did
    public record Replica(
            String instance,
            @Nullable String modelId,
            long generation,
            @Nullable String refused,
            Instant since) {}

    /// The newest word of a replica counts, in whatever order they come.
    public void said(ModelStatusEvent event) {
        switch (event) {
            case ModelServing serving -> keep(serving, serving.modelId(), null);
            case ModelRefused refused ->
                keep(refused, refused.servingModelId(), refused.modelId() + ": " + refused.because());
            // Says nothing of a model, and must not hide what the replica said of one.
            case ReplicaAlive alive -> {}
        }
    }

    private void keep(ModelStatusEvent event, @Nullable String serving, @Nullable String refused) {
        database.useHandle(handle -> handle.createUpdate("""
                        insert into training.replicas (tenant, instance, model_id, generation, refused, said_at)
                        values (:tenant, :instance, :model, :generation, :refused, :at)
                        on conflict (tenant, instance) do update
                        set model_id = excluded.model_id, generation = excluded.generation,
                            refused = excluded.refused, said_at = excluded.said_at
                        where training.replicas.said_at <= excluded.said_at
                        """)
                .bind("tenant", event.tenant())
                .bind("instance", event.instance())
                .bind("model", serving)
                .bind("generation", event.generation())
                .bind("refused", refused)
                .bind("at", Document.utc(event.occurredAt()))
                .execute());
    }

    public List<Replica> of(String tenant) {
        return database.withHandle(
                handle -> handle.createQuery("select * from training.replicas where tenant = :tenant order by instance")
                        .bind("tenant", tenant)
                        .map((row, context) -> new Replica(
                                row.getString("instance"),
                                row.getString("model_id"),
                                row.getLong("generation"),
                                row.getString("refused"),
                                Document.time(row, "said_at")))
                        .list());
    }
}
