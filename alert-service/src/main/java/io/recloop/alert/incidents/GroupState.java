package io.recloop.alert.incidents;

import io.recloop.contracts.events.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What is known of a fingerprint before an event takes effect.
///
/// @param episodes       how many there have been
/// @param lastResolvedAt by the clock of the source
record GroupState(int episodes, Optional<Instant> lastResolvedAt, Optional<OpenEpisode> open) {
    record OpenEpisode(UUID incidentId, Severity severity, Instant lastSeenAt) {}
}
