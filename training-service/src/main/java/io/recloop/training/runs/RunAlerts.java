package io.recloop.training.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import io.recloop.training.registry.OpenAlerts;
import io.recloop.training.registry.Run;
import io.recloop.training.wire.EventLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/// Raises an alert where a run failed, and resolves it when one has not. Event ids follow from the run, so that
/// telling twice is telling once.
@Singleton
final class RunAlerts {
    static final String RUN_FAILED = "training-run-failed";
    static final String NOT_VERIFIED = "model-not-verified";
    private static final String SERVICE = "training-service";

    private final EventLog log;
    private final OpenAlerts open;
    private final Clock clock;

    @Inject
    RunAlerts(EventLog log, OpenAlerts open, Clock clock) {
        this.log = log;
        this.open = open;
        this.clock = clock;
    }

    void raise(Run run, String rule, String why) {
        var labels = labels(run);
        var fingerprint = Fingerprint.of(run.tenant(), rule, labels);
        log.append(
                Topic.ALERTS,
                new AlertRaised(
                        id(run, rule, "raised"),
                        run.tenant(),
                        clock.instant(),
                        fingerprint,
                        rule,
                        rule.equals(NOT_VERIFIED) ? Severity.CRITICAL : Severity.WARNING,
                        SERVICE,
                        "Run %s of %s failed: %s"
                                .formatted(run.runId(), run.pipeline().code(), why),
                        labels,
                        Map.of("runId", run.runId(), "reason", why, "requestedBy", run.requestedBy())));
        open.raised(fingerprint, run.tenant(), rule);
    }

    /// @param published a refused run did its work, but shows nothing about the store
    void resolve(Run run, boolean published) {
        resolve(run, RUN_FAILED);
        if (published) {
            resolve(run, NOT_VERIFIED);
        }
    }

    private void resolve(Run run, String rule) {
        var fingerprint = Fingerprint.of(run.tenant(), rule, labels(run));
        if (open.isOpen(fingerprint)) {
            log.append(
                    Topic.ALERTS,
                    new AlertResolved(
                            id(run, rule, "resolved"),
                            run.tenant(),
                            clock.instant(),
                            fingerprint,
                            rule,
                            SERVICE,
                            "Run %s of %s ended well"
                                    .formatted(run.runId(), run.pipeline().code())));
            open.resolved(fingerprint);
        }
    }

    private static Map<String, String> labels(Run run) {
        return Map.of("pipeline", run.pipeline().code());
    }

    private static String id(Run run, String rule, String what) {
        return UUID.nameUUIDFromBytes(
                        "%s/%s/%s".formatted(run.runId(), rule, what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
