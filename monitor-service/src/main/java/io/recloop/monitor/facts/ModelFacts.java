package io.recloop.monitor.facts;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ModelEvent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ShadowAnnounced;
import io.recloop.monitor.ingest.TopicEffect;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// `model-published` to the model that should serve; a lower generation than known is old news.
@Singleton
final class ModelFacts implements TopicEffect<ModelEvent> {
    @Override
    public Topic topic() {
        return Topic.MODEL_PUBLISHED;
    }

    @Override
    public Class<ModelEvent> family() {
        return ModelEvent.class;
    }

    @Override
    public void apply(Handle transaction, List<ModelEvent> events) {
        for (var event : events) {
            switch (event) {
                case ModelPublished published -> apply(transaction, published);
                case ShadowAnnounced shadow -> {
                    // It serves nobody, so there is nothing to watch.
                }
            }
        }
    }

    private static void apply(Handle transaction, ModelPublished published) {
        transaction
                .createUpdate("""
                    insert into model (tenant, model_id, manifest_sha256, published_at)
                    values (:tenant, :model, :sha, :at)
                    on conflict (tenant, model_id) do update set
                        manifest_sha256 = excluded.manifest_sha256, published_at = excluded.published_at\
                    """)
                .bind("tenant", published.tenant())
                .bind("model", published.modelId())
                .bind("sha", published.manifestSha256())
                .bind("at", published.occurredAt())
                .execute();
        transaction
                .createUpdate("""
                    insert into published (tenant, generation, model_id, published_at)
                    values (:tenant, :generation, :model, :at)
                    on conflict (tenant) do update set generation = excluded.generation,
                        model_id = excluded.model_id, published_at = excluded.published_at
                    where published.generation < excluded.generation\
                    """)
                .bind("tenant", published.tenant())
                .bind("generation", published.generation())
                .bind("model", published.modelId())
                .bind("at", published.occurredAt())
                .execute();
    }
}
