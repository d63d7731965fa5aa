package io.recloop.monitor.runs;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import io.recloop.kit.outbox.Outbox;
import io.recloop.monitor.checks.DriftConfig;
import io.recloop.monitor.ingest.Freshness;
import io.recloop.monitor.outbox.Loop;
import io.recloop.monitor.runs.DriftRuns.Run;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Executes DRIFT_DETECTION. Everything a run leads to is one transaction with its end, so a run that a crash
/// cut off is done again and counts once.
@Singleton
final class RunExecutor {
    private static final Logger LOG = Logger.getLogger(RunExecutor.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;

    private final Jdbi jdbi;
    private final Examiner examiner;
    private final DriftAlarms alarms;
    private final DriftGauges gauges;
    private final Freshness freshness;
    private final Outbox outbox;
    private final DriftConfig config;
    private final String instance;
    private final Clock clock;
    private final Map<String, Integer> failures = new HashMap<>();
    private @Nullable Loop loop;

    RunExecutor(
            Jdbi jdbi,
            Examiner examiner,
            DriftAlarms alarms,
            DriftGauges gauges,
            Freshness freshness,
            Outbox outbox,
            DriftConfig config,
            @ConfigProperty(name = "recloop.instance", defaultValue = "monitor-1") String instance,
            Clock clock) {
        this.jdbi = jdbi;
        this.examiner = examiner;
        this.alarms = alarms;
        this.gauges = gauges;
        this.freshness = freshness;
        this.outbox = outbox;
        this.config = config;
        this.instance = instance;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        loop = Loop.start("drift-detection", PAUSE, this::executeOpen);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (loop != null) {
            loop.close();
        }
    }

    /// Of several requests of a tenant the newest is executed: they would all compare the same window.
    private void executeOpen() throws InterruptedException {
        if (!freshness.isReading()) {
            // The replica that reads knows when the facts are up to date.
            return;
        }
        List<Run> open = jdbi.withHandle(DriftRuns::open);
        var done = new HashSet<String>();
        for (var run : open.reversed()) {
            if (!done.add(run.tenant())) {
                refuse(run, "a later request compares the same window");
            } else if (clock.instant().isAfter(run.requestedAt().plus(config.requestsExpireAfter()))) {
                refuse(run, "it was requested more than %s ago".formatted(config.requestsExpireAfter()));
            } else {
                execute(run);
            }
        }
    }

    private void refuse(Run run, String why) {
        inTransaction(transaction -> finish(transaction, run, RunStatus.REFUSED, why, Map.of()));
    }

    private void execute(Run run) throws InterruptedException {
        Instant now = run.startedAt().orElseGet(clock::instant);
        boolean mine = inTransaction(transaction -> {
            boolean begun = DriftRuns.start(transaction, run, now);
            if (begun && run.startedAt().isEmpty()) {
                outbox.append(
                        Topic.PIPELINE_RUNS,
                        new RunStarted(
                                Examiner.id(run.runId(), "started"),
                                run.tenant(),
                                now,
                                run.runId(),
                                Pipeline.DRIFT_DETECTION,
                                instance));
            }
            return begun;
        });
        if (!mine) {
            return;
        }
        boolean upToDate = freshness.awaitCaughtUp(CATCH_UP);
        try {
            evaluate(run, now, upToDate).ifPresent(gauges::show);
            failures.remove(run.runId());
        } catch (RuntimeException e) {
            if (failures.merge(run.runId(), 1, Integer::sum) < ATTEMPTS) {
                throw e;
            }
            failures.remove(run.runId());
            LOG.errorf(e, "run failed runId=%s", run.runId());
            inTransaction(transaction -> finish(
                    transaction,
                    run,
                    RunStatus.FAILED,
                    "the evaluation failed %d times: %s"
                            .formatted(ATTEMPTS, e.getClass().getSimpleName()),
                    Map.of()));
        }
    }

    private Optional<DriftEvaluated> evaluate(Run run, Instant now, boolean upToDate) {
        return inTransaction(transaction -> {
            var examination = examiner.examine(transaction, run, now, upToDate);
            var evaluated = examination.event();
            boolean first = finish(
                    transaction,
                    run,
                    RunStatus.SUCCEEDED,
                    evaluated.summary(),
                    Map.of(
                            "verdict", evaluated.verdict().code(),
                            "severity", evaluated.severity().code(),
                            "evaluation", evaluated.eventId()));
            if (!first) {
                // Another replica has finished it; what this one has written must not stand beside.
                QuarkusTransaction.setRollbackOnly();
                return Optional.empty();
            }
            Evaluations.add(transaction, evaluated);
            outbox.append(Topic.DRIFT_EVENTS, evaluated);
            alarms.follow(examination);
            LOG.infof(
                    "evaluated runId=%s verdict=%s severity=%s",
                    run.runId(),
                    evaluated.verdict().code(),
                    evaluated.severity().code());
            return Optional.of(evaluated);
        });
    }

    private <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        return QuarkusTransaction.requiringNew().call(() -> jdbi.withHandle(work));
    }

    private boolean finish(Handle transaction, Run run, RunStatus status, String reason, Map<String, String> result) {
        boolean first = DriftRuns.finish(transaction, run);
        if (first) {
            outbox.append(
                    Topic.PIPELINE_RUNS,
                    new RunFinished(
                            Examiner.id(run.runId(), "finished"),
                            run.tenant(),
                            clock.instant(),
                            run.runId(),
                            Pipeline.DRIFT_DETECTION,
                            status,
                            reason,
                            result));
        }
        return first;
    }
}
