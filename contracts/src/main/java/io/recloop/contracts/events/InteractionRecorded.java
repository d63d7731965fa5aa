package io.recloop.contracts.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A user did something with an item.
///
/// @param rating    0.5 to 5; required for [Action#RATING], absent otherwise unless the shop has one
/// @param requestId the answer of the recommender that led to this, if one did; clicks are attributed by it
/// @param comment   a review's text
public record InteractionRecorded(
        String eventId,
        String tenant,
        Instant occurredAt,
        String user,
        String item,
        Action action,
        @Nullable Double rating,
        @Nullable String requestId,
        @Nullable String comment)
        implements InteractionEvent {
    public InteractionRecorded {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("user", user);
        Fields.id("item", item);
        Fields.required("action", action);
        if (rating != null) {
            Fields.within("rating", rating, 0.5, 5);
        } else if (action == Action.RATING) {
            throw new IllegalArgumentException("rating is missing, which the action rating needs");
        }
        Fields.optionalId("requestId", requestId);
        Fields.optionalText("comment", comment);
    }
}
