package io.recloop.alert.incidents;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.contracts.events.AlertEvent;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Lets alert events take effect, each once. Thread-safe, also between replicas.
@Singleton
public final class Incidents {
    private final InboxRepository inbox;
    private final AlertGroupRepository groups;
    private final IncidentRepository incidents;
    private final Episodes episodes;
    private final IncidentHistory history;

    Incidents(
            InboxRepository inbox,
            AlertGroupRepository groups,
            IncidentRepository incidents,
            Episodes episodes,
            IncidentHistory history) {
        this.inbox = inbox;
        this.groups = groups;
        this.incidents = incidents;
        this.episodes = episodes;
        this.history = history;
    }

    /// The event, its effect and the decisions whom to notify are one transaction: the caller's, where there is one.
    ///
    /// @throws RuntimeException when the database does not take it; nothing has changed then
    public Effect apply(AlertEvent event) {
        return applyAll(List.of(event)).getFirst();
    }

    /// All of them or none, in their order. Locks are taken in an order of their own, so that replicas with overlapping
    /// batches wait for each other and do not block each other.
    ///
    /// @return the effect of each
    /// @throws RuntimeException when the database does not take one of them; nothing has changed then
    public List<Effect> applyAll(List<AlertEvent> events) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var now = history.now();
            var fresh = inbox.accept(events, now);
            var locked = lock(events.stream()
                    .filter(event -> fresh.contains(event.eventId()))
                    .toList());
            var effects = new ArrayList<Effect>();
            var noted = new LinkedHashMap<String, Effect>();
            for (var event : events) {
                // Twice in one batch is also twice.
                boolean first = fresh.contains(event.eventId()) && !noted.containsKey(event.eventId());
                var effect = first ? take(SourceTime.bounded(event, now), locked) : Effect.DUPLICATE;
                if (first) {
                    noted.put(event.eventId(), effect);
                }
                effects.add(effect);
            }
            episodes.finish();
            // What the database refuses is refused here, with its reason, and not at the commit.
            incidents.flush();
            if (!noted.isEmpty()) {
                inbox.noteEffects(noted);
            }
            return List.copyOf(effects);
        });
    }

    /// @param groups by key
    /// @param open   the active incident of each, changed as events take effect
    private record Locked(Map<AlertGroup.Key, AlertGroup> groups, Map<AlertGroup.Key, Incident> open) {}

    private Locked lock(List<AlertEvent> events) {
        var keys = new HashSet<AlertGroup.Key>();
        events.forEach(event -> keys.add(key(event)));
        if (keys.isEmpty()) {
            return new Locked(Map.of(), Map.of());
        }
        var sorted = keys.stream()
                .sorted(Comparator.comparing(AlertGroup.Key::tenant).thenComparing(AlertGroup.Key::fingerprint))
                .toList();
        var locked = groups.lock(sorted);
        var open = new HashMap<AlertGroup.Key, Incident>();
        incidents
                .active(sorted)
                .forEach(incident -> open.put(new AlertGroup.Key(incident.tenant, incident.fingerprint), incident));
        return new Locked(locked, open);
    }

    private Effect take(AlertEvent event, Locked locked) {
        var key = key(event);
        var group = Objects.requireNonNull(locked.groups().get(key));
        var before = Optional.ofNullable(locked.open().get(key));
        var change = episodes.take(event, group, before);
        change.open().ifPresentOrElse(open -> locked.open().put(key, open), () -> locked.open()
                .remove(key));
        return change.effect();
    }

    private static AlertGroup.Key key(AlertEvent event) {
        return new AlertGroup.Key(event.tenant(), event.fingerprint());
    }
}
