package io.recloop.contracts.events;

import io.recloop.contracts.bundle.ModelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a model on trial would have answered, beside what the live model did answer, both cut to ten items.
///
/// @param requestId       of the answer that was shown
/// @param compared        how many items the longer of the two has, at most 10
/// @param overlap         items in both, as a share of `compared`
/// @param rankCorrelation Spearman's, over the items in both; absent where these are fewer than two
/// @param scoreShift      by how much the shadow's scores are higher on average, over the items that both chose by the
///     user's taste; absent where there are none. Scores of different algorithms are on different scales.
/// @param liveMicros      to make the answer that was shown
/// @param shadowMicros    to make the other one
public record ShadowCompared(
        String eventId,
        String tenant,
        Instant occurredAt,
        String requestId,
        String user,
        String modelId,
        String shadowModelId,
        int compared,
        double overlap,
        @Nullable Double rankCorrelation,
        @Nullable Double scoreShift,
        long liveMicros,
        long shadowMicros)
        implements OutcomeEvent {
    public ShadowCompared {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("requestId", requestId);
        Fields.id("user", user);
        ModelId.check(modelId);
        ModelId.check(shadowModelId);
        Fields.within("compared", compared, 1, 10);
        Fields.within("overlap", overlap, 0, 1);
        if (rankCorrelation != null) {
            Fields.within("rankCorrelation", rankCorrelation, -1, 1);
        }
        if (scoreShift != null) {
            Fields.finite("scoreShift", scoreShift);
        }
        Fields.atLeast("liveMicros", liveMicros, 0);
        Fields.atLeast("shadowMicros", shadowMicros, 0);
    }
}
