package io.recloop.contracts.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list was shown. Clicks that carry its `requestId` are its clicks.
///
/// @param experiment the experiment that the user is in; absent outside of one
/// @param arm        the side of the experiment that answered
public record RecommendationsServed(
        String eventId,
        String tenant,
        Instant occurredAt,
        String requestId,
        @Nullable String user,
        @Nullable String modelId,
        Strategy strategy,
        List<ShownItem> items,
        long latencyMicros,
        @Nullable String experiment,
        @Nullable String arm)
        implements RecommendationEvent {
    public RecommendationsServed {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("requestId", requestId);
        Fields.optionalId("user", user);
        Fields.optionalId("modelId", modelId);
        Fields.required("strategy", strategy);
        items = Fields.list("items", items);
        Fields.atLeast("latencyMicros", latencyMicros, 0);
        Fields.optionalId("experiment", experiment);
        Fields.optionalId("arm", arm);
    }

    /// Outside of experiments.
    public RecommendationsServed(
            String eventId,
            String tenant,
            Instant occurredAt,
            String requestId,
            @Nullable String user,
            @Nullable String modelId,
            Strategy strategy,
            List<ShownItem> items,
            long latencyMicros) {
        this(eventId, tenant, occurredAt, requestId, user, modelId, strategy, items, latencyMicros, null, null);
    }
}
