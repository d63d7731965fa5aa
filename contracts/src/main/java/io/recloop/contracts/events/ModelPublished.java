package io.recloop.contracts.events;

import io.recloop.contracts.bundle.ModelId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A complete, verified and judged model is in the store and should serve.
///
/// @param generation     strictly increasing for a tenant, also when an older model is brought back; a replica never
///     goes to a lower one
/// @param uri            where the publisher put it, for people; a reader finds the bundle by `modelId` in its own
///     store, because paths never come from an event
/// @param manifestSha256 of the bundle's `manifest.json`, which holds the hash of every other file
/// @param reason         why it should serve: the gate's verdict, or who asked
/// @param challenger     answers a share of the users in its place; absent means that all are answered by this one
public record ModelPublished(
        String eventId,
        String tenant,
        Instant occurredAt,
        long generation,
        String modelId,
        String algorithm,
        String uri,
        String manifestSha256,
        String datasetVersion,
        @Nullable String parentModelId,
        String reason,
        Map<String, Double> metrics,
        @Nullable Challenger challenger)
        implements ModelEvent {
    public ModelPublished {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.atLeast("generation", generation, 1);
        ModelId.check(modelId);
        Fields.id("algorithm", algorithm);
        uri = Fields.text("uri", uri);
        Fields.sha256("manifestSha256", manifestSha256);
        Fields.id("datasetVersion", datasetVersion);
        if (parentModelId != null) {
            ModelId.check(parentModelId);
        }
        reason = Fields.text("reason", reason);
        metrics = Fields.map("metrics", metrics);
    }

    /// Without a challenger.
    public ModelPublished(
            String eventId,
            String tenant,
            Instant occurredAt,
            long generation,
            String modelId,
            String algorithm,
            String uri,
            String manifestSha256,
            String datasetVersion,
            @Nullable String parentModelId,
            String reason,
            Map<String, Double> metrics) {
        this(
                eventId,
                tenant,
                occurredAt,
                generation,
                modelId,
                algorithm,
                uri,
                manifestSha256,
                datasetVersion,
                parentModelId,
                reason,
                metrics,
                null);
    }
}
