package io.recloop.contracts.events;

import io.recloop.contracts.Topic;

/// The sealed interface of what a topic carries.
public final class EventFamily {
    private EventFamily() {}

    public static Class<? extends Event> of(Topic topic) {
        return switch (topic) {
            case INTERACTIONS -> InteractionEvent.class;
            case ITEMS -> ItemEvent.class;
            case RECOMMENDATIONS -> RecommendationEvent.class;
            case OUTCOMES -> OutcomeEvent.class;
            case MODEL_PUBLISHED -> ModelEvent.class;
            case MODEL_STATUS -> ModelStatusEvent.class;
            case DRIFT_EVENTS -> DriftEvent.class;
            case ALERTS -> AlertEvent.class;
            case PIPELINE_RUNS -> RunEvent.class;
            case RULES -> RuleEvent.class;
            case USERS -> UserEvent.class;
        };
    }
}
