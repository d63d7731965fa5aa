package io.recloop.alert.incidents;

import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import java.time.Instant;

/// Nothing is known before it happens: a time that is ahead of its receipt is that of a clock that is ahead, and would
/// swallow what others say until then.
final class SourceTime {
    private SourceTime() {}

    static AlertEvent bounded(AlertEvent event, Instant receivedAt) {
        if (!event.occurredAt().isAfter(receivedAt)) {
            return event;
        }
        return switch (event) {
            case AlertRaised raised ->
                new AlertRaised(
                        raised.eventId(),
                        raised.tenant(),
                        receivedAt,
                        raised.fingerprint(),
                        raised.rule(),
                        raised.severity(),
                        raised.source(),
                        raised.summary(),
                        raised.labels(),
                        raised.details());
            case AlertResolved resolved ->
                new AlertResolved(
                        resolved.eventId(),
                        resolved.tenant(),
                        receivedAt,
                        resolved.fingerprint(),
                        resolved.rule(),
                        resolved.source(),
                        resolved.summary());
        };
    }
}
