package io.recloop.contracts.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How the live model had ranked an item before it learnt that the user took it (prequential evaluation).
///
/// @param interactionId   the `eventId` of the interaction
/// @param rank            from 1 among the items the user had not had; 0 where the model does not know the item
/// @param ranked          how many items were ranked
/// @param predictedRating by the ratings seen before this one; absent where there were too few, or none is here
/// @param strategy        what the ranking went by; absent in events of versions before it
/// @param hit10           whether the rank is one of the first ten; absent where the interaction does not say yes,
///     so that it counts in no hit rate
/// @param experiment      the experiment that the user was in; absent outside of one
/// @param arm             the side of the experiment whose model ranked
public record OutcomeObserved(
        String eventId,
        String tenant,
        Instant occurredAt,
        String interactionId,
        String user,
        String item,
        Action action,
        String modelId,
        int rank,
        int ranked,
        @Nullable Double predictedRating,
        @Nullable Double rating,
        @Nullable Strategy strategy,
        @Nullable Boolean hit10,
        @Nullable String experiment,
        @Nullable String arm)
        implements OutcomeEvent {
    public OutcomeObserved {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("interactionId", interactionId);
        Fields.id("user", user);
        Fields.id("item", item);
        Fields.required("action", action);
        Fields.id("modelId", modelId);
        Fields.atLeast("ranked", ranked, 0);
        Fields.within("rank", rank, 0, ranked);
        if (predictedRating != null) {
            Fields.finite("predictedRating", predictedRating);
        }
        if (rating != null) {
            Fields.within("rating", rating, 0.5, 5);
        }
        Fields.optionalId("experiment", experiment);
        Fields.optionalId("arm", arm);
    }

    /// Outside of experiments.
    public OutcomeObserved(
            String eventId,
            String tenant,
            Instant occurredAt,
            String interactionId,
            String user,
            String item,
            Action action,
            String modelId,
            int rank,
            int ranked,
            @Nullable Double predictedRating,
            @Nullable Double rating,
            @Nullable Strategy strategy,
            @Nullable Boolean hit10) {
        this(
                eventId,
                tenant,
                occurredAt,
                interactionId,
                user,
                item,
                action,
                modelId,
                rank,
                ranked,
                predictedRating,
                rating,
                strategy,
                hit10,
                null,
                null);
    }
}
