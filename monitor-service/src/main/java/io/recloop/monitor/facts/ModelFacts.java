package io.recloop.monitor.facts;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ModelEvent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ShadowAnnounced;
import io.recloop.monitor.ingest.TopicEffect;
import io.recloop.monitor.ingest.TopicEvents;
import jakarta.inject.Singleton;
import java.time.Instant;

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
    public void apply(TopicEvents<ModelEvent> events, Instant now) {
        for (var event : events.all()) {
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
