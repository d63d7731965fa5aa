package io.recloop.monitor.facts;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ModelServing;
import io.recloop.contracts.events.ModelStatusEvent;
import io.recloop.contracts.events.ReplicaAlive;
import io.recloop.monitor.ingest.TopicEffect;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// `model-status` to what each replica serves, and since when a model has been serving anywhere.
@Singleton
final class ReplicaFacts implements TopicEffect<ModelStatusEvent> {
    @Override
    public Topic topic() {
        return Topic.MODEL_STATUS;
    }

    @Override
    public Class<ModelStatusEvent> family() {
        return ModelStatusEvent.class;
    }

    @Override
    public void apply(Handle transaction, List<ModelStatusEvent> events) {
        for (var event : events) {
            switch (event) {
                case ModelServing serving -> apply(transaction, serving);
                case ModelRefused refused -> apply(transaction, refused);
                // Says nothing of a model, and must not hide what the replica said of one.
                case ReplicaAlive alive -> {}
            }
        }
    }

    private static void apply(Handle transaction, ModelServing serving) {
        transaction
                .createUpdate("""
                    insert into model (tenant, model_id, serving_since) values (:tenant, :model, :at)
                    on conflict (tenant, model_id) do update set
                        serving_since = least(coalesce(model.serving_since, excluded.serving_since),
                            excluded.serving_since)\
                    """)
                .bind("tenant", serving.tenant())
                .bind("model", serving.modelId())
                .bind("at", serving.occurredAt())
                .execute();
        transaction
                .createUpdate("""
                    insert into replica (tenant, instance, generation, model_id, said_at)
                    values (:tenant, :instance, :generation, :model, :at)
                    on conflict (tenant, instance) do update set generation = excluded.generation,
                        model_id = excluded.model_id, refused_model_id = null, refused_generation = null,
                        because = null, said_at = excluded.said_at
                    where replica.said_at <= excluded.said_at\
                    """)
                .bind("tenant", serving.tenant())
                .bind("instance", serving.instance())
                .bind("generation", serving.generation())
                .bind("model", serving.modelId())
                .bind("at", serving.occurredAt())
                .execute();
    }

    /// It keeps the generation that it had: 0 where it is not known.
    private static void apply(Handle transaction, ModelRefused refused) {
        transaction
                .createUpdate("""
                    insert into replica
                        (tenant, instance, generation, model_id, refused_model_id, refused_generation, because, said_at)
                    values (:tenant, :instance, 0, :serving, :refused, :generation, :because, :at)
                    on conflict (tenant, instance) do update set
                        model_id = excluded.model_id, refused_model_id = excluded.refused_model_id,
                        refused_generation = excluded.refused_generation, because = excluded.because,
                        said_at = excluded.said_at
                    where replica.said_at <= excluded.said_at\
                    """)
                .bind("tenant", refused.tenant())
                .bind("instance", refused.instance())
                .bind("serving", refused.servingModelId())
                .bind("refused", refused.modelId())
                .bind("generation", refused.generation())
                .bind("because", refused.because())
                .bind("at", refused.occurredAt())
                .execute();
    }
}
