package io.recloop.alert.incidents;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.alert.timers.TimerKind;
import io.recloop.contracts.StorableText;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/// What people do with incidents. Each note stays in the history, whatever comes after. Thread-safe, also between
/// replicas.
@Singleton
public final class IncidentActions {
    private final IncidentRepository incidents;
    private final AlertGroupRepository groups;
    private final Episodes episodes;
    private final Followups followups;
    private final RuleStatistics statistics;

    IncidentActions(
            IncidentRepository incidents,
            AlertGroupRepository groups,
            Episodes episodes,
            Followups followups,
            RuleStatistics statistics) {
        this.incidents = incidents;
        this.groups = groups;
        this.episodes = episodes;
        this.followups = followups;
        this.statistics = statistics;
    }

    /// Repetitions and escalation stop. The last acknowledgement is shown on the incident. One that is over may be
    /// acknowledged too: the note is what people look for afterwards.
    ///
    /// @return empty where the tenant has no such incident; so do the others
    public Optional<IncidentView> acknowledge(String tenant, UUID id, String by, String note) {
        return change(tenant, id, (incident, group) -> {
            incident.acknowledgedAt = followups.history().now();
            incident.acknowledgedBy = by;
            incident.acknowledgedNote = StorableText.of(note);
            followups.history().byHand(id, "ACKNOWLEDGED", by, note);
            if (incident.isOpen()) {
                incident.status = IncidentStatus.ACKNOWLEDGED;
                incident.snoozedUntil = null;
                followups.quiet(incident);
            }
        });
    }

    /// Silent until then; afterwards it fires again. One that is over stays as it is.
    public Optional<IncidentView> snooze(String tenant, UUID id, String by, Instant until, String note) {
        return change(tenant, id, (incident, group) -> {
            if (incident.isOpen()) {
                var end = until.truncatedTo(ChronoUnit.MICROS);
                followups.quiet(incident);
                incident.status = IncidentStatus.SNOOZED;
                incident.snoozedUntil = end;
                followups.set(
                        incident,
                        TimerKind.SNOOZE_END,
                        "",
                        Duration.between(followups.history().now(), end));
                followups.history().byHand(id, "SNOOZED", by, "until %s: %s".formatted(end, note));
            }
        });
    }

    /// Ends an incident whose source will never say that it is over. What is raised later opens the next one.
    public Optional<IncidentView> resolve(String tenant, UUID id, String by, String note) {
        return change(tenant, id, (incident, group) -> {
            if (incident.isOpen()) {
                followups.history().byHand(id, "RESOLVED", by, note);
                episodes.end(incident, group, IncidentStatus.RESOLVED);
            }
        });
    }

    public Optional<IncidentView> note(String tenant, UUID id, String by, String note) {
        return change(tenant, id, (incident, group) -> followups.history().byHand(id, "NOTE", by, note));
    }

    /// @param useful or noise
    public Optional<IncidentView> mark(String tenant, UUID id, String by, boolean useful, String note) {
        return change(tenant, id, (incident, group) -> {
            statistics.give(id, by, useful, followups.history().now());
            followups.history().byHand(id, useful ? "USEFUL" : "NOISE", by, note);
        });
    }

    private Optional<IncidentView> change(String tenant, UUID id, BiConsumer<Incident, AlertGroup> action) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var found = incidents.byId(tenant, id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var incident = found.get();
            var group = groups.lock(tenant, incident.fingerprint());
            // An event may have taken effect while the lock was waited for.
            incidents.getEntityManager().refresh(incident);
            action.accept(incident, group);
            episodes.finish();
            incidents.flush();
            return Optional.of(incident.view(followups.priority(incident)));
        });
    }
}
