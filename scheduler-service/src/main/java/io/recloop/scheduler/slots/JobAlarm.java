package io.recloop.scheduler.slots;

import io.recloop.contracts.events.Severity;
import io.recloop.kit.alarms.Alarm;
import io.recloop.scheduler.jobs.Job;
import java.util.Map;

/// That a job fails, said at each failure, and once that it works again.
final class JobAlarm {
    static final String RULE = "job-failed";

    private JobAlarm() {}

    static Alarm failed(Job job, String runId, String why) {
        return new Alarm(
                job.tenant(),
                RULE,
                Severity.WARNING,
                "Job %s failed: %s".formatted(job.name(), why),
                labels(job),
                Map.of("runId", runId, "pipeline", job.pipeline().code(), "reason", shortened(why)));
    }

    static Alarm.Ending recovered(Job job) {
        return new Alarm.Ending(job.tenant(), RULE, labels(job), "Job %s succeeded again".formatted(job.name()));
    }

    private static Map<String, String> labels(Job job) {
        return Map.of("job", job.name());
    }

    private static String shortened(String text) {
        return text.length() <= 1_000 ? text : text.substring(0, 1_000) + "…";
    }
}
