package io.recloop.alert.incidents;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of incidents, for as long as it is kept. Thread-safe.
@Singleton
public final class IncidentArchive {
    private static final int PAGE = 1_000;

    private final IncidentRepository incidents;
    private final InboxRepository inbox;
    private final GroupRepository groups;
    private final DeliveryQueue notifications;
    private final Followups followups;

    IncidentArchive(
            IncidentRepository incidents,
            InboxRepository inbox,
            GroupRepository groups,
            DeliveryQueue notifications,
            Followups followups) {
        this.incidents = incidents;
        this.inbox = inbox;
        this.groups = groups;
        this.notifications = notifications;
        this.followups = followups;
    }

    /// Newest first.
    ///
    /// @param status `open` for all that are active, `all`, or one of [IncidentStatus]
    /// @throws IllegalArgumentException when it is another word
    public IncidentView.Page list(String tenant, String status, @Nullable Severity severity, int limit, int offset) {
        var filter = new IncidentRepository.Filter(tenant, statuses(status), severity);
        return QuarkusTransaction.requiringNew()
                .call(() -> new IncidentView.Page(
                        incidents.page(filter, limit, offset).stream()
                                .map(this::view)
                                .toList(),
                        incidents.count(filter),
                        limit,
                        offset));
    }

    private static Set<IncidentStatus> statuses(String status) {
        return switch (status) {
            case "all" -> Set.of();
            case "open" -> IncidentStatus.ACTIVE;
            default -> Set.of(IncidentStatus.of(status));
        };
    }

    IncidentView view(Incident incident) {
        return incident.view(followups.priority(incident));
    }

    public Optional<IncidentView.Story> story(String tenant, UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> incidents
                .byId(tenant, id)
                .map(incident -> new IncidentView.Story(
                        view(incident),
                        incidents.eventsOf(id).stream().map(IncidentEvent::view).toList(),
                        notifications.ofIncident(id))));
    }

    /// Whose incident it is, for a caller who has nothing but its id.
    public Optional<String> tenantOf(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> incidents.findByIdOptional(id).map(incident -> incident.tenant));
    }

    /// Of all tenants.
    Map<Severity, Long> openBySeverity() {
        return QuarkusTransaction.requiringNew().call(incidents::openBySeverity);
    }

    /// An event that comes again after its inbox row is gone would count again, so `age` must exceed the topic's
    /// retention.
    int forgetInboxOlderThan(Duration age) {
        return QuarkusTransaction.requiringNew()
                .call(() -> inbox.deleteReceivedBefore(followups.history().now().minus(age)));
    }

    /// Incidents that are over for longer than the configuration keeps them, with all that belongs to them; in
    /// transactions of a bounded size.
    ///
    /// @return how many
    int forgetOldIncidents() {
        var before = followups.history().now().minus(followups.config().retention());
        int all = 0;
        int deleted;
        do {
            deleted = QuarkusTransaction.requiringNew().call(() -> incidents.deleteOverSince(before, PAGE));
            all += deleted;
        } while (deleted == PAGE);
        QuarkusTransaction.requiringNew().run(() -> groups.deleteEmptySince(before));
        return all;
    }
}
