package io.recloop.scheduler.slots;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RunEvent;
import io.recloop.scheduler.dispatch.PacedLoop;
import io.recloop.scheduler.dispatch.RelayService;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.jobs.SchedulerConfig;
import io.recloop.scheduler.topics.Intakes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Moves every job on for as long as the service runs, and follows what the executors say.
@Singleton
final class LedgerService {
    private static final Duration FORGETTING = Duration.ofHours(1);

    private final Ledger ledger;
    private final Jobs jobs;
    private final SchedulerConfig config;
    private final RelayService relay;
    private final Intakes intakes;
    private final List<PacedLoop> loops = new ArrayList<>();

    LedgerService(Ledger ledger, Jobs jobs, SchedulerConfig config, RelayService relay, Intakes intakes) {
        this.ledger = ledger;
        this.jobs = jobs;
        this.config = config;
        this.relay = relay;
        this.intakes = intakes;
    }

    void start(@Observes StartupEvent event) {
        // A loop for each job: what keeps one from moving on keeps no other.
        for (var job : jobs.all()) {
            loops.add(new PacedLoop("ledger-" + job.name(), config.poll(), () -> advance(job)));
        }
        loops.add(new PacedLoop("forget", FORGETTING, () -> {
            ledger.forget(config.retention());
            return false;
        }));
        intakes.follow(Topic.PIPELINE_RUNS, RunEvent.class, run -> {
            ledger.follow(run);
            relay.wake();
        });
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(PacedLoop::close);
    }

    private boolean advance(Job job) {
        boolean more = ledger.advance(job, config.retention());
        relay.wake();
        return more;
    }
}
