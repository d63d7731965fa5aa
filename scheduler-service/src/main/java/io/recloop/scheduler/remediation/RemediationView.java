package io.recloop.scheduler.remediation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One decision about one severe drift.
///
/// @param decision `REQUESTED` or `SUPPRESSED`
/// @param reason   `DRIFT` for a request, else which guard said no
public record RemediationView(
        String driftEventId,
        String decision,
        String reason,
        String explanation,
        String job,
        @Nullable String runId,
        String driftSummary,
        Instant driftAt,
        Instant decidedAt) {

    public record Page(List<RemediationView> remediations, int limit) {}
}
