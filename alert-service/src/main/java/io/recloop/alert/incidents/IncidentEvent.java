package io.recloop.alert.incidents;

import io.recloop.contracts.StorableText;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Severity;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What changed an incident. Repetitions only count up on the incident itself, so that a long one stays small.
@Entity
@Table(schema = "alert", name = "incident_event")
class IncidentEvent {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    UUID incidentId;
    String kind;

    @Nullable
    String eventId;

    String actor;

    @Convert(converter = SeverityCode.class)
    @Nullable
    Severity severity;

    String message;
    Instant occurredAt;
    Instant recordedAt;

    @SuppressWarnings("NullAway.Init")
    protected IncidentEvent() {}

    private IncidentEvent(UUID incident, String kind, String actor, String message, Instant recordedAt) {
        this.incidentId = incident;
        this.kind = kind;
        this.actor = actor;
        this.message = StorableText.of(message);
        this.occurredAt = recordedAt;
        this.recordedAt = recordedAt;
    }

    static IncidentEvent of(UUID incident, String kind, AlertEvent event, String message, Instant now) {
        var made = new IncidentEvent(incident, kind, source(event), message, now);
        made.eventId = event.eventId();
        made.occurredAt = event.occurredAt();
        return made;
    }

    /// What a person did.
    static IncidentEvent byHand(UUID incident, String kind, String by, String note, Instant now) {
        return new IncidentEvent(incident, kind, by, note, now);
    }

    IncidentEvent with(Severity reached) {
        severity = reached;
        return this;
    }

    private static String source(AlertEvent event) {
        return switch (event) {
            case AlertRaised raised -> raised.source();
            case AlertResolved resolved -> resolved.source();
        };
    }

    IncidentView.Entry view() {
        return new IncidentView.Entry(
                kind, eventId, actor, severity == null ? null : severity.code(), message, occurredAt, recordedAt);
    }
}
