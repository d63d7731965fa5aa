package io.recloop.contracts.events;

import io.recloop.contracts.bundle.ModelId;
import java.time.Instant;

/// A stored model is to be tried in the shadow of the one that serves: it answers a share of the requests, and nobody
/// is shown its answers. A type of its own and not a kind of [ModelPublished], so that a replica of an earlier version
/// passes it over instead of serving it.
///
/// @param manifestSha256 of the bundle's `manifest.json`
/// @param share          of the requests that it answers, above 0 to 1; 0 ends the trial
/// @param reason         who asked for it and what for
public record ShadowAnnounced(
        String eventId,
        String tenant,
        Instant occurredAt,
        String modelId,
        String manifestSha256,
        double share,
        String reason)
        implements ModelEvent {
    public ShadowAnnounced {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        ModelId.check(modelId);
        Fields.sha256("manifestSha256", manifestSha256);
        Fields.within("share", share, 0, 1);
        reason = Fields.text("reason", reason);
    }

    /// Not the key of the model that serves, or compaction would keep only one of them.
    @Override
    public String key() {
        return tenant + "/shadow";
    }
}
