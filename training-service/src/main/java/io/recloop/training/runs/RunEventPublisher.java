package io.recloop.training.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.registry.runs.Runs;
import io.recloop.training.runs.context.RunReporter;
import io.recloop.training.wire.EventLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Publishes what becomes of runs: events and alerts. Used by the executor's thread.
@Singleton
final class RunEventPublisher {
    private static final Logger LOG = Logger.getLogger(RunEventPublisher.class);
    /// Characters of one result in an event, as its schema says.
    private static final int LONGEST = 10_000;
    /// The name of the result that says what a failure was, where there is an alert of its own for it.
    static final String CAUSE = "cause";

    private final Runs runs;
    private final EventLog log;
    private final RunAlerts alerts;
    private final Clock clock;

    @Inject
    RunEventPublisher(Runs runs, EventLog log, RunAlerts alerts, Clock clock) {
        this.runs = runs;
        this.log = log;
        this.alerts = alerts;
        this.clock = clock;
    }

    void publishStart(Run run, String executor) {
        log.offer(
                Topic.PIPELINE_RUNS,
                new RunStarted(
                        id(run, "started"), run.tenant(), clock.instant(), run.runId(), run.pipeline(), executor));
    }

    RunReporter reporter(Run run) {
        return new RunReporter(run, runs, log, clock);
    }

    /// What ended and was not published yet, whatever ended it. The event ids follow from the run: publishing twice is
    /// publishing once.
    void publishEnds() {
        for (var run : runs.untold()) {
            var reason = run.reason() == null ? "" : run.reason();
            log.append(
                    Topic.PIPELINE_RUNS,
                    new RunFinished(
                            id(run, "finished"),
                            run.tenant(),
                            clock.instant(),
                            run.runId(),
                            run.pipeline(),
                            status(run),
                            shortened(reason),
                            told(run.result())));
            switch (run.status()) {
                case FAILED -> {
                    if (RunAlerts.NOT_VERIFIED.equals(run.result().get(CAUSE))) {
                        alerts.raise(run, RunAlerts.NOT_VERIFIED, shortened(reason));
                    }
                    // Of a run that a schedule asked for, who keeps the schedule raises the alert.
                    if (!run.scheduled()) {
                        alerts.raise(run, RunAlerts.RUN_FAILED, shortened(reason));
                    }
                }
                case SUCCEEDED -> alerts.resolve(run, true);
                case REFUSED -> alerts.resolve(run, false);
                case REQUESTED, RUNNING -> throw new IllegalStateException(run.runId() + " has not ended");
            }
            runs.told(run.runId());
            LOG.infof("run %s: %s: %s", run.runId(), run.status(), reason);
        }
    }

    /// As much as an event may hold: an end that cannot be sent would be tried for ever. The registry has it all.
    private static Map<String, String> told(Map<String, String> result) {
        var told = new TreeMap<>(result);
        told.replaceAll((name, text) -> text.length() <= LONGEST ? text : text.substring(0, LONGEST));
        return told;
    }

    private static RunStatus status(Run run) {
        return switch (run.status()) {
            case SUCCEEDED -> RunStatus.SUCCEEDED;
            case REFUSED -> RunStatus.REFUSED;
            case FAILED -> RunStatus.FAILED;
            case REQUESTED, RUNNING -> throw new IllegalStateException(run.runId() + " has not ended");
        };
    }

    private static String shortened(String text) {
        return text.length() <= 2_000 ? text : text.substring(0, 2_000);
    }

    private static String id(Run run, String what) {
        return UUID.nameUUIDFromBytes((run.runId() + "/" + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
