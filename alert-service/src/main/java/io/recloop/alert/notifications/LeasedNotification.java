package io.recloop.alert.notifications;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A notification that is ours until its lease ends.
///
/// @param attempt           the number of this attempt, from 1
/// @param refusals          how often it has been refused before
/// @param possibleDuplicate whether an earlier attempt may have arrived without our knowing
public record LeasedNotification(
        UUID id, Content content, int attempt, int refusals, Instant createdAt, boolean possibleDuplicate) {

    /// @param fallbackFor the channel that could not be reached, where this is sent instead of one
    /// @param payload     JSON; the same bytes at every attempt
    public record Content(
            UUID incidentId,
            String reason,
            String channel,
            Optional<String> fallbackFor,
            String severity,
            String payload) {}

    public String channel() {
        return content.channel();
    }
}
