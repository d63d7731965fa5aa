package io.recloop.scheduler;

import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.jobs.SchedulerConfig;
import io.recloop.scheduler.runs.RunHistory;
import io.recloop.scheduler.runs.TestRuns;
import io.recloop.scheduler.slots.Ledger;
import io.recloop.scheduler.slots.SlotView;
import io.recloop.scheduler.slots.TestLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One job on a database of a test class, with the time in the test's hands.
public final class World {
    public static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");
    public static final Duration RETENTION = Duration.ofDays(90);

    public final SettableClock clock = new SettableClock(T0);
    public final Config config;
    public final Jobs jobs;

    public World(FixedJob job, FixedRemediation remediation) {
        this(Map.of("model-training", job), remediation);
    }

    public World(Map<String, SchedulerConfig.JobConfig> jobs, FixedRemediation remediation) {
        this.config = new Config(jobs, ZoneId.of("UTC"), Duration.ofMillis(500), RETENTION, remediation);
        this.jobs = new Jobs(config);
        SchedulerTables.clear();
    }

    public record Config(
            Map<String, SchedulerConfig.JobConfig> jobs,
            ZoneId zone,
            Duration poll,
            Duration retention,
            SchedulerConfig.Remediation remediation)
            implements SchedulerConfig {}

    public record FixedJob(
            Pipeline pipeline,
            String cron,
            Optional<String> zone,
            boolean enabled,
            Duration maxWait,
            Duration timeout,
            SchedulerConfig.Overlap overlap,
            Duration catchUp,
            Map<String, String> parameters,
            String tenant)
            implements SchedulerConfig.JobConfig {
        public static final FixedJob QUARTERLY = of("0 */15 * * * ?", Duration.ofHours(1));

        public static FixedJob of(String cron, Duration catchUp) {
            return new FixedJob(
                    Pipeline.MODEL_TRAINING,
                    cron,
                    Optional.empty(),
                    true,
                    Duration.ofMinutes(40),
                    Duration.ofMinutes(40),
                    SchedulerConfig.Overlap.SKIP,
                    catchUp,
                    Map.of("seed", "7"),
                    "default");
        }

        public FixedJob waitingUpTo(Duration longest) {
            return new FixedJob(pipeline, cron, zone, enabled, longest, timeout, overlap, catchUp, parameters, tenant);
        }

        public FixedJob disabled() {
            return new FixedJob(pipeline, cron, zone, false, maxWait, timeout, overlap, catchUp, parameters, tenant);
        }
    }

    public record FixedRemediation(boolean enabled, String job, Duration coolDown, int dailyBudget, Duration maxAge)
            implements SchedulerConfig.Remediation {
        public static final FixedRemediation DEFAULTS =
                new FixedRemediation(true, "model-training", Duration.ofHours(6), 3, Duration.ofHours(6));
    }

    /// A new one each time: nothing may live in memory.
    public Ledger ledger() {
        return TestLedger.ledger(jobs, clock);
    }

    public void follow(RunEvent event) {
        TestLedger.follower(jobs, clock).follow(event);
    }

    public void deleteOld() {
        TestLedger.deleteOld(config, clock);
    }

    public RunHistory history() {
        return TestRuns.history(clock);
    }

    public Job job(String name) {
        return jobs.named(name).orElseThrow();
    }

    public Job job() {
        return jobs.named("model-training").orElseThrow();
    }

    public void advance() {
        while (ledger().advance(job(), RETENTION)) {
            // a long downtime takes several turns
        }
    }

    public void advanceAt(Instant at) {
        clock.set(at);
        advance();
    }

    /// Oldest first.
    public List<SlotView> slots() {
        return ledger().slots(job(), Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), 1_000_000)
                .reversed();
    }

    public void started(String runId) {
        follow(new RunStarted(id(), "default", clock.instant(), runId, Pipeline.MODEL_TRAINING, "training-1"));
    }

    public void finished(String runId, RunStatus status, String reason) {
        follow(new RunFinished(
                id(),
                "default",
                clock.instant(),
                runId,
                Pipeline.MODEL_TRAINING,
                status,
                reason,
                Map.of("modelId", "m1")));
    }

    public List<RunRequested> requests() {
        return outbox("pipeline-runs", RunEvent.class).stream()
                .map(RunRequested.class::cast)
                .toList();
    }

    public List<AlertEvent> alerts() {
        return outbox("alerts", AlertEvent.class);
    }

    private <E extends Event> List<E> outbox(String topic, Class<E> family) {
        return SchedulerTables.outbox(topic).stream()
                .map(value -> {
                    try {
                        return EventCodec.read(family, value, clock.instant());
                    } catch (InvalidEventException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    public static String id() {
        return UUID.randomUUID().toString();
    }
}
