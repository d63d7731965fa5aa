package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/// What every event carries.
///
/// The JSON value holds everything; the CloudEvents headers of a record repeat `eventId`, the type and the time
/// so that other tools can route without parsing. A sender that writes no headers is understood all the same.
public sealed interface Event
        permits InteractionEvent,
                ItemEvent,
                RecommendationEvent,
                OutcomeEvent,
                ModelEvent,
                ModelStatusEvent,
                DriftEvent,
                AlertEvent,
                RunEvent,
                RuleEvent,
                UserEvent {
    /// Unique for ever: an event that arrives twice has the same id, and counts once.
    String eventId();

    /// `default` where the sender gave none.
    String tenant();

    /// When it happened, by the sender's clock.
    Instant occurredAt();

    /// The record's key, which decides the partition and what compaction keeps.
    @JsonIgnore
    String key();
}
