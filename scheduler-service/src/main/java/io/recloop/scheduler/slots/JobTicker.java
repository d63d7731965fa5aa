package io.recloop.scheduler.slots;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.jobs.SchedulerConfig;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Moves every job on at each tick.
@Singleton
class JobTicker {
    private static final Logger LOG = Logger.getLogger(JobTicker.class);

    private final Ledger ledger;
    private final Jobs jobs;
    private final SchedulerConfig config;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    JobTicker(Ledger ledger, Jobs jobs, SchedulerConfig config) {
        this.ledger = ledger;
        this.jobs = jobs;
        this.config = config;
    }

    @Scheduled(
            identity = "move-jobs-on",
            every = "${recloop.scheduler.poll:1s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        // What keeps one job from moving on keeps no other.
        jobs.all().forEach(this::advance);
    }

    /// Logs once that a job cannot be moved on and once that it can again.
    private void advance(Job job) {
        try {
            boolean more = true;
            while (more) {
                more = ledger.advance(job, config.retention());
            }
            if (failing.remove(job.name())) {
                LOG.infof("job=%s moves on again", job.name());
            }
        } catch (RuntimeException e) {
            if (failing.add(job.name())) {
                LOG.errorf(e, "job=%s cannot be moved on, trying again at each tick", job.name());
            }
        }
    }
}
