package io.recloop.scheduler.slots;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import io.recloop.scheduler.dispatch.Outbox;
import io.recloop.scheduler.jobs.Job;
import java.time.Instant;
import java.util.Map;

/// Says that a job fails, at each failure, and once that it works again.
record JobAlerts(Outbox outbox) {
    static final String RULE = "job-failed";
    private static final String SOURCE = "scheduler-service";

    void failed(Job job, String runId, String why, Instant now) {
        var labels = Map.of("job", job.name());
        outbox.append(
                Topic.ALERTS,
                new AlertRaised(
                        Outbox.idOf("job-failed", runId),
                        job.tenant(),
                        now,
                        Fingerprint.of(job.tenant(), RULE, labels),
                        RULE,
                        Severity.WARNING,
                        SOURCE,
                        shortened("Job %s failed: %s".formatted(job.name(), why)),
                        labels,
                        Map.of("runId", runId, "pipeline", job.pipeline().code(), "reason", shortened(why))));
    }

    void recovered(Job job, String runId, Instant now) {
        outbox.append(
                Topic.ALERTS,
                new AlertResolved(
                        Outbox.idOf("job-recovered", runId),
                        job.tenant(),
                        now,
                        Fingerprint.of(job.tenant(), RULE, Map.of("job", job.name())),
                        RULE,
                        SOURCE,
                        "Job %s succeeded again".formatted(job.name())));
    }

    private static String shortened(String text) {
        return text.length() <= 1_000 ? text : text.substring(0, 1_000) + "…";
    }
}
