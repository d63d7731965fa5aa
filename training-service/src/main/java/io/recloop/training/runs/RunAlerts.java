package io.recloop.training.runs;

import io.recloop.contracts.events.Severity;
import io.recloop.kit.alarms.Alarm;
import io.recloop.kit.alarms.Alarms;
import io.recloop.training.registry.runs.Run;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/// Raises an alert where a run failed, and resolves it when one has not. The run is the cause, so that telling twice is
/// telling once.
@Singleton
@Transactional
class RunAlerts {
    static final String RUN_FAILED = "training-run-failed";
    static final String NOT_VERIFIED = "model-not-verified";

    private final Alarms alarms;
    private final Clock clock;

    @Inject
    RunAlerts(Alarms alarms, Clock clock) {
        this.alarms = alarms;
        this.clock = clock;
    }

    void raise(Run run, String rule, String why) {
        alarms.raiseFor(
                run.runId(),
                new Alarm(
                        run.tenant(),
                        rule,
                        rule.equals(NOT_VERIFIED) ? Severity.CRITICAL : Severity.WARNING,
                        "Run %s of %s failed: %s"
                                .formatted(run.runId(), run.pipeline().code(), why),
                        labels(run),
                        Map.of("runId", run.runId(), "reason", why, "requestedBy", run.requestedBy())),
                clock.instant());
    }

    /// @param published a refused run did its work, but shows nothing about the store
    void resolve(Run run, boolean published) {
        resolve(run, RUN_FAILED);
        if (published) {
            resolve(run, NOT_VERIFIED);
        }
    }

    private void resolve(Run run, String rule) {
        alarms.resolve(
                new Alarm.Ending(
                        run.tenant(),
                        rule,
                        labels(run),
                        "Run %s of %s ended well"
                                .formatted(run.runId(), run.pipeline().code())),
                clock.instant());
    }

    private static Map<String, String> labels(Run run) {
        return Map.of("pipeline", run.pipeline().code());
    }
}
