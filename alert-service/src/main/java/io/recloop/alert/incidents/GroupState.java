package io.recloop.alert.incidents;

import io.recloop.contracts.events.Severity;
import java.time.Instant;
import java.util.Optional;

/// What is known of an alert group before an event takes effect.
///
/// @param episodes       how many there have been
/// @param lastResolvedAt by the clock of the source
record GroupState(int episodes, Optional<Instant> lastResolvedAt, Optional<OpenEpisode> open) {
    record OpenEpisode(Severity severity, Instant lastSeenAt) {}
}
