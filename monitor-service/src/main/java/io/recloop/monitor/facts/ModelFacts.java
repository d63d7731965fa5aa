package io.recloop.monitor.facts;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ModelEvent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ShadowAnnounced;
import io.recloop.monitor.ingest.TopicEffect;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/// `model-published` to the model that should serve; a lower generation than known is old news.
@Singleton
final class ModelFacts implements TopicEffect<ModelEvent> {
    private final ModelRepository models;
    private final PublishedRepository published;

    ModelFacts(ModelRepository models, PublishedRepository published) {
        this.models = models;
        this.published = published;
    }

    @Override
    public Topic topic() {
        return Topic.MODEL_PUBLISHED;
    }

    @Override
    public Class<ModelEvent> family() {
        return ModelEvent.class;
    }

    @Override
    public void apply(List<ModelEvent> events, Instant now) {
        for (var event : events) {
            switch (event) {
                case ModelPublished announced -> {
                    models.announce(announced);
                    published.keep(announced);
                }
                case ShadowAnnounced shadow -> {
                    // It serves nobody, so there is nothing to watch.
                }
            }
        }
    }
}
