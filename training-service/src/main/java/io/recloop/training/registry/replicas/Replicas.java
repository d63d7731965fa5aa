package io.recloop.training.registry.replicas;

import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ModelServing;
import io.recloop.contracts.events.ModelStatusEvent;
import io.recloop.contracts.events.ReplicaAlive;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each replica of the recommender says it serves. Thread-safe.
@Singleton
@Transactional
public class Replicas {
    private final ReplicaRepository rows;

    @Inject
    Replicas(ReplicaRepository rows) {
        this.rows = rows;
    }

    /// @param refused why it would not load the model it should have loaded last; absent where it did
    public record Replica(
            String instance,
            @Nullable String modelId,
            long generation,
            @Nullable String refused,
            Instant since) {}

    /// The newest word of a replica counts, in whatever order they come.
    public void said(ModelStatusEvent event) {
        switch (event) {
            case ModelServing serving ->
                rows.keep(
                        serving.tenant(),
                        new Replica(
                                serving.instance(),
                                serving.modelId(),
                                serving.generation(),
                                null,
                                serving.occurredAt()));
            case ModelRefused refused ->
                rows.keep(
                        refused.tenant(),
                        new Replica(
                                refused.instance(),
                                refused.servingModelId(),
                                refused.generation(),
                                refused.modelId() + ": " + refused.because(),
                                refused.occurredAt()));
            // Says nothing of a model, and must not hide what the replica said of one.
            case ReplicaAlive alive -> {}
        }
    }

    public List<Replica> of(String tenant) {
        return rows.of(tenant).stream()
                .map(row -> new Replica(row.instance, row.modelId, row.generation, row.refused, row.saidAt))
                .toList();
    }
}
