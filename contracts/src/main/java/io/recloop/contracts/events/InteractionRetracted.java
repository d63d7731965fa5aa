package io.recloop.contracts.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was recorded of a user is taken back: an order was cancelled, a click was a robot's, a file was imported by
/// mistake.
///
/// It means the interactions of this tenant and user to which everything applies that is given of `interactionId`,
/// `item`, `action` and `orderId`. One of `interactionId`, `item` and `orderId` is needed. Without `interactionId`
/// only what happened up to `occurredAt` is meant, so that a later purchase of the same item counts again. Since it
/// names a set and not a change, its effect is the same however often it comes, and, for an `interactionId`, whether
/// it comes before or after the interaction. It cannot be taken back itself: record the interaction again under a new
/// id.
///
/// @param interactionId the `eventId` of the interaction
/// @param retractedBy   the service or the person that takes it back
/// @param reason        one sentence for a person
public record InteractionRetracted(
        String eventId,
        String tenant,
        Instant occurredAt,
        String user,
        @Nullable String interactionId,
        @Nullable String item,
        @Nullable Action action,
        @Nullable String orderId,
        String retractedBy,
        String reason)
        implements InteractionEvent {
    public InteractionRetracted {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("user", user);
        Fields.optionalId("interactionId", interactionId);
        Fields.optionalId("item", item);
        Fields.optionalId("orderId", orderId);
        if (interactionId == null && item == null && orderId == null) {
            throw new IllegalArgumentException("interactionId, item or orderId is needed to say what is retracted");
        }
        Fields.id("retractedBy", retractedBy);
        reason = Fields.text("reason", reason);
    }
}
