package io.recloop.monitor.runs;

import io.quarkus.scheduler.Scheduled;
import io.recloop.contracts.events.RunStatus;
import io.recloop.monitor.checks.DriftConfig;
import io.recloop.monitor.ingest.Freshness;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.jboss.logging.Logger;

/// Executes the open runs of drift-detection, on the replica that reads: it knows when the facts are up to date.
@Singleton
final class RunExecutor {
    private static final Logger LOG = Logger.getLogger(RunExecutor.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    private final RunLedger ledger;
    private final Evaluator evaluator;
    private final Freshness freshness;
    private final DriftConfig config;
    private final Clock clock;

    RunExecutor(RunLedger ledger, Evaluator evaluator, Freshness freshness, DriftConfig config, Clock clock) {
        this.ledger = ledger;
        this.evaluator = evaluator;
        this.freshness = freshness;
        this.config = config;
        this.clock = clock;
    }

    /// Of several requests of a tenant the newest is executed: they would all compare the same window.
    @Scheduled(every = "${recloop.monitor.drift.look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void executeOpen() throws InterruptedException {
        if (!freshness.isReading()) {
            return;
        }
        var done = new HashSet<String>();
        for (var run : ledger.open().reversed()) {
            if (!done.add(run.tenant())) {
                refuse(run, "a later request compares the same window");
            } else if (clock.instant().isAfter(run.requestedAt().plus(config.requestsExpireAfter()))) {
                refuse(run, "it was requested more than %s ago".formatted(config.requestsExpireAfter()));
            } else {
                execute(run);
            }
        }
    }

    private void refuse(DriftRun run, String why) {
        ledger.finish(run, RunStatus.REFUSED, why, Map.of());
    }

    private void execute(DriftRun run) throws InterruptedException {
        var now = run.startedAt().orElseGet(clock::instant);
        if (!ledger.start(run, now)) {
            return;
        }
        boolean upToDate = freshness.awaitCaughtUp(CATCH_UP);
        try {
            evaluator.evaluate(run, now, upToDate);
        } catch (RuntimeException | Error e) {
            // A run that ends with an error and stays open would hold up those after it at each look.
            LOG.errorf(e, "run failed runId=%s", run.runId());
            ledger.finish(
                    run,
                    RunStatus.FAILED,
                    "the evaluation failed again and again: %s"
                            .formatted(e.getClass().getSimpleName()),
                    Map.of());
        }
    }
}
