package io.recloop.contracts.events;

import io.recloop.contracts.bundle.ModelId;
import java.time.Instant;

/// The replica serves this model from now on.
///
/// @param loadMillis from hearing of it to serving it
public record ModelServing(
        String eventId,
        String tenant,
        Instant occurredAt,
        String instance,
        long generation,
        String modelId,
        int users,
        int items,
        long loadMillis)
        implements ModelStatusEvent {
    public ModelServing {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("instance", instance);
        Fields.atLeast("generation", generation, 1);
        ModelId.check(modelId);
        Fields.atLeast("users", users, 0);
        Fields.atLeast("items", items, 0);
        Fields.atLeast("loadMillis", loadMillis, 0);
    }
}
