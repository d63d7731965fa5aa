package io.recloop.scheduler.remediation;

import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.DriftEvent;
import io.recloop.scheduler.dispatch.RelayService;
import io.recloop.scheduler.topics.Intakes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Follows `drift-events` for as long as the service runs.
@Singleton
final class DriftIntake {
    private final Intakes intakes;
    private final Remediations remediations;
    private final RelayService relay;

    DriftIntake(Intakes intakes, Remediations remediations, RelayService relay) {
        this.intakes = intakes;
        this.remediations = remediations;
        this.relay = relay;
    }

    void start(@Observes StartupEvent event) {
        intakes.follow(Topic.DRIFT_EVENTS, DriftEvent.class, drift -> {
            remediations.consider(drift);
            relay.wake();
        });
    }
}
