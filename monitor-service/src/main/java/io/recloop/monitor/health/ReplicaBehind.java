package io.recloop.monitor.health;

import io.recloop.contracts.events.Severity;
import io.recloop.monitor.alerts.Alert;
import io.recloop.monitor.alerts.AlertLedger;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// A replica that does not serve what should serve, some time after it was published.
@Singleton
final class ReplicaBehind implements Rule {
    private static final String RULE = "replica-behind";

    private final Replicas replicas;
    private final AlertLedger alerts;

    ReplicaBehind(Replicas replicas, AlertLedger alerts) {
        this.replicas = replicas;
        this.alerts = alerts;
    }

    @Override
    public void look(Handle transaction, Instant now) {
        for (String tenant : replicas.tenants(transaction)) {
            for (var replica : replicas.of(transaction, tenant, now)) {
                var labels = Map.of("instance", replica.instance());
                switch (replica.state()) {
                    case BEHIND -> alerts.raise(transaction, alert(tenant, replica, labels), now);
                    case CONVERGED ->
                        alerts.resolve(
                                transaction,
                                tenant,
                                RULE,
                                labels,
                                "%s serves generation %d".formatted(replica.instance(), replica.generation()),
                                now);
                    case GONE ->
                        alerts.resolve(
                                transaction,
                                tenant,
                                RULE,
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

    private static Alert alert(String tenant, Replicas.Replica replica, Map<String, String> labels) {
        var details = new TreeMap<String, String>();
        details.put("published", Long.toString(replica.publishedGeneration()));
        details.put("serving", Long.toString(replica.generation()));
        if (replica.because() != null) {
            details.put("because", replica.because());
        }
        return new Alert(
                tenant,
                RULE,
                labels,
                Severity.WARNING,
                "%s serves generation %d, generation %d was published%s"
                        .formatted(
                                replica.instance(),
                                replica.generation(),
                                replica.publishedGeneration(),
                                replica.because() == null ? "" : ", which it refused: " + replica.because()),
                details);
    }
}
