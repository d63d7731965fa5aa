package io.recloop.scheduler.slots;

import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RunEvent;
import io.recloop.scheduler.dispatch.RelayService;
import io.recloop.scheduler.topics.Intakes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Follows `pipeline-runs` for as long as the service runs.
@Singleton
final class RunIntake {
    private final Intakes intakes;
    private final RunFollower follower;
    private final RelayService relay;

    RunIntake(Intakes intakes, RunFollower follower, RelayService relay) {
        this.intakes = intakes;
        this.follower = follower;
        this.relay = relay;
    }

    void start(@Observes StartupEvent event) {
        intakes.follow(Topic.PIPELINE_RUNS, RunEvent.class, run -> {
            follower.follow(run);
            relay.wake();
        });
    }
}
