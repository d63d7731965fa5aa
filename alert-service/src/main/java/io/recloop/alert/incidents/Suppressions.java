package io.recloop.alert.incidents;

import io.recloop.alert.silences.Silences;
import io.recloop.alert.suppression.Inhibitions;
import io.recloop.alert.suppression.Maintenance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Why an incident is not notified of now, whatever its routes are.
@Singleton
class Suppressions {
    private final Maintenance maintenance;
    private final Silences silences;
    private final Inhibitions inhibitions;
    private final IncidentRepository incidents;

    Suppressions(Maintenance maintenance, Silences silences, Inhibitions inhibitions, IncidentRepository incidents) {
        this.maintenance = maintenance;
        this.silences = silences;
        this.inhibitions = inhibitions;
        this.incidents = incidents;
    }

    /// A sentence for the history; empty where nothing holds it.
    Optional<String> of(Incident incident, Instant at) {
        return inMaintenance(incident, at).or(() -> silenced(incident, at)).or(() -> inhibited(incident));
    }

    private Optional<String> inMaintenance(Incident incident, Instant at) {
        return maintenance.at(incident.tenant, at).map(window -> "maintenance until %s: %s"
                .formatted(window.until(), window.reason()));
    }

    private Optional<String> silenced(Incident incident, Instant at) {
        return silences.hitting(incident.tenant, incident.matched(), at).stream()
                .findFirst()
                .flatMap(id -> silences.byId(incident.tenant, id))
                .map(silence -> "silenced by %s until %s: %s"
                        .formatted(
                                silence.id(),
                                silence.span().endsAt(),
                                silence.author().comment()));
    }

    private Optional<String> inhibited(Incident incident) {
        for (var rule : inhibitions.aimedAt(incident.matched())) {
            var explained = withDetails(incident);
            var source = incidents.active(incident.tenant, rule.sourceRule()).stream()
                    .filter(other -> !other.id().equals(incident.id()))
                    .filter(other -> rule.explains(withDetails(other), explained))
                    .findFirst();
            if (source.isPresent()) {
                return Optional.of("inhibited by incident %s (%s, inhibition %s)"
                        .formatted(source.get().id(), source.get().rule, rule.name()));
            }
        }
        return Optional.empty();
    }

    /// How long it waits for what may explain it.
    Duration patience(Incident incident) {
        return inhibitions.aimedAt(incident.matched()).stream()
                .map(Inhibitions.Rule::patience)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Map<String, String> withDetails(Incident incident) {
        var all = new HashMap<>(incident.details);
        all.putAll(incident.matched());
        return all;
    }
}
