package io.recloop.monitor.health;

import io.recloop.contracts.events.Severity;
import io.recloop.kit.alarms.Alarm;
import io.recloop.kit.alarms.Alarms;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// A replica that does not serve what should serve, some time after it was published.
@Singleton
final class ReplicaBehind implements Rule {
    private static final String RULE = "replica-behind";

    private final Replicas replicas;
    private final Alarms alarms;

    ReplicaBehind(Replicas replicas, Alarms alarms) {
        this.replicas = replicas;
        this.alarms = alarms;
    }

    @Override
    public void look(Instant now) {
        for (String tenant : replicas.tenants()) {
            for (var replica : replicas.of(tenant, now)) {
                var labels = Map.of("instance", replica.instance());
                switch (replica.state()) {
                    case BEHIND -> alarms.raise(alarm(tenant, replica, labels), now);
                    case CONVERGED ->
                        resolve(
                                tenant,
                                labels,
                                "%s serves generation %d".formatted(replica.instance(), replica.generation()),
                                now);
                    case GONE ->
                        resolve(
                                tenant,
                                labels,
                                "%s has said nothing for so long that it is taken for gone"
                                        .formatted(replica.instance()),
                                now);
                    case CONVERGING, UNKNOWN -> {
                        // Neither trouble nor its end.
                    }
                }
            }
        }
    }

    private void resolve(String tenant, Map<String, String> labels, String summary, Instant now) {
        alarms.resolve(new Alarm.Ending(tenant, RULE, labels, summary), now);
    }

    private static Alarm alarm(String tenant, Replicas.Replica replica, Map<String, String> labels) {
        var details = new TreeMap<String, String>();
        details.put("published", Long.toString(replica.publishedGeneration()));
        details.put("serving", Long.toString(replica.generation()));
        if (replica.because() != null) {
            details.put("because", replica.because());
        }
        return new Alarm(
                tenant,
                RULE,
                Severity.WARNING,
                "%s serves generation %d, generation %d was published%s"
                        .formatted(
                                replica.instance(),
                                replica.generation(),
                                replica.publishedGeneration(),
                                replica.because() == null ? "" : ", which it refused: " + replica.because()),
                labels,
                details);
    }
}
