package io.recloop.alert.incidents;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.contracts.StorableText;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of incidents, and the one thing that a person adds to it: the acknowledgement. Thread-safe.
@Singleton
public final class IncidentArchive {
    private final IncidentRepository incidents;
    private final InboxRepository inbox;
    private final DeliveryQueue notifications;
    private final Clock clock;

    IncidentArchive(IncidentRepository incidents, InboxRepository inbox, DeliveryQueue notifications, Clock clock) {
        this.incidents = incidents;
        this.inbox = inbox;
        this.notifications = notifications;
        this.clock = clock;
    }

    /// Newest first.
    ///
    /// @param status `open` or `resolved`; all where absent
    public IncidentView.Page list(
            String tenant, @Nullable String status, @Nullable Severity severity, int limit, int offset) {
        var filter = new IncidentRepository.Filter(tenant, status, severity);
        return QuarkusTransaction.requiringNew().call(() -> incidents.page(filter, limit, offset));
    }

    public Optional<IncidentView.Story> story(String tenant, UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> incidents
                .byId(tenant, id)
                .map(incident -> new IncidentView.Story(
                        incident.view(),
                        incidents.eventsOf(id).stream().map(IncidentEvent::view).toList(),
                        notifications.ofIncident(id))));
    }

    /// The last acknowledgement is shown on the incident; all stay in its story. A resolved incident may be
    /// acknowledged too: the note is what people look for afterwards.
    ///
    /// @return empty where the tenant has no such incident
    public Optional<IncidentView> acknowledge(String tenant, UUID id, String by, String note) {
        var made = new IncidentView.Acknowledgement(now(), by, StorableText.of(note));
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!incidents.acknowledge(tenant, id, made)) {
                return Optional.empty();
            }
            incidents.note(IncidentEvent.byHand(id, "ACKNOWLEDGED", by, note, made.at()));
            return incidents.byId(tenant, id).map(Incident::view);
        });
    }

    /// Of all tenants.
    Map<Severity, Long> openBySeverity() {
        return QuarkusTransaction.requiringNew().call(incidents::openBySeverity);
    }

    /// An event that comes again after its inbox row is gone would count again, so `age` must exceed the topic's
    /// retention.
    int forgetInboxOlderThan(Duration age) {
        return QuarkusTransaction.requiringNew()
                .call(() -> inbox.deleteReceivedBefore(clock.instant().minus(age)));
    }

    /// As precise as the database, so that what is read back equals what was written.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
