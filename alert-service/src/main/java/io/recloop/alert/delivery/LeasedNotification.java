package io.recloop.alert.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A notification that is ours until `until`.
///
/// @param attempt           the number of this attempt, from 1
/// @param refusals          how often it has been refused before
/// @param fallbackFor       the channel that could not be reached, where this speaks for one
/// @param possibleDuplicate whether an earlier attempt may have arrived without our knowing
record LeasedNotification(
        UUID id,
        UUID incidentId,
        String reason,
        String channel,
        Optional<String> fallbackFor,
        String severity,
        String payload,
        int attempt,
        int refusals,
        Instant createdAt,
        Instant until,
        boolean possibleDuplicate) {

    LeasedNotification asPossibleDuplicate(boolean duplicate) {
        return new LeasedNotification(
                id,
                incidentId,
                reason,
                channel,
                fallbackFor,
                severity,
                payload,
                attempt,
                refusals,
                createdAt,
                until,
                duplicate);
    }
}
