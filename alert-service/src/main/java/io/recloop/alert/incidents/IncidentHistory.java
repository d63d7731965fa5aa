package io.recloop.alert.incidents;

import io.recloop.contracts.events.AlertEvent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Writes down what happened to an incident and why, in the caller's transaction.
@Singleton
class IncidentHistory {
    /// The actor of what the service does by itself.
    static final String SELF = "alert-service";

    private final IncidentRepository incidents;
    private final Clock clock;

    IncidentHistory(IncidentRepository incidents, Clock clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    /// As precise as the database.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    void event(Incident incident, String kind, AlertEvent event, String message) {
        incidents.note(IncidentEvent.of(incident.id(), kind, event, message, now()));
    }

    /// With the severity that was reached.
    void severity(Incident incident, String kind, AlertEvent event, String message) {
        incidents.note(
                IncidentEvent.of(incident.id(), kind, event, message, now()).with(incident.severity));
    }

    void byHand(UUID incident, String kind, String by, String note) {
        incidents.note(IncidentEvent.byHand(incident, kind, by, note, now()));
    }

    void decided(Incident incident, String kind, String why) {
        incidents.note(IncidentEvent.byHand(incident.id(), kind, SELF, why, now()));
    }

    /// @param what the reason of the notification that is not made
    void notSent(Incident incident, String what, String why) {
        decided(incident, "NOT_SENT", what + ": " + why);
    }
}
