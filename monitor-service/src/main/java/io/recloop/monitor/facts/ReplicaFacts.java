package io.recloop.monitor.facts;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ModelServing;
import io.recloop.contracts.events.ModelStatusEvent;
import io.recloop.contracts.events.ReplicaAlive;
import io.recloop.monitor.ingest.TopicEffect;
import io.recloop.monitor.ingest.TopicEvents;
import jakarta.inject.Singleton;
import java.time.Instant;

/// `model-status` to what each replica serves, and since when a model has been serving anywhere.
@Singleton
final class ReplicaFacts implements TopicEffect<ModelStatusEvent> {
    private final ModelRepository models;
    private final ReplicaRepository replicas;

    ReplicaFacts(ModelRepository models, ReplicaRepository replicas) {
        this.models = models;
        this.replicas = replicas;
    }

    @Override
    public Topic topic() {
        return Topic.MODEL_STATUS;
    }

    @Override
    public Class<ModelStatusEvent> family() {
        return ModelStatusEvent.class;
    }

    @Override
    public void apply(TopicEvents<ModelStatusEvent> events, Instant now) {
        for (var event : events.all()) {
            switch (event) {
                case ModelServing serving -> {
                    models.serve(serving);
                    replicas.serve(serving);
                }
                case ModelRefused refused -> replicas.refuse(refused);
                // Says nothing of a model, and must not hide what the replica said of one.
                case ReplicaAlive alive -> {}
            }
        }
    }
}
