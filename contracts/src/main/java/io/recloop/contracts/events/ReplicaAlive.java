package io.recloop.contracts.events;

import io.recloop.contracts.bundle.ModelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A replica is there, whatever it serves. Sent at a fixed interval and once more when it stops, for each tenant that
/// it has a model of; what is not heard any more is gone. Has a key of its own, so that compaction keeps the newest
/// sign of life beside what the replica last served or refused.
///
/// @param generation 0 where it serves no model
/// @param modelId    what it serves; absent where it has no model
/// @param ready      whether it takes requests
/// @param started    when its process started
/// @param stopping   whether it is stopping on request, so that nobody waits for it; absent means false
public record ReplicaAlive(
        String eventId,
        String tenant,
        Instant occurredAt,
        String instance,
        long generation,
        @Nullable String modelId,
        boolean ready,
        Instant started,
        @Nullable Boolean stopping)
        implements ModelStatusEvent {
    public ReplicaAlive {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("instance", instance);
        Fields.atLeast("generation", generation, 0);
        if (modelId != null) {
            ModelId.check(modelId);
        }
        Fields.required("started", started);
        stopping = stopping != null && stopping;
    }

    @Override
    public String key() {
        return tenant + "/" + instance + "/alive";
    }
}
