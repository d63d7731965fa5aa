package io.recloop.scheduler.remediation;

import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.alarms.Alarm;
import io.recloop.scheduler.jobs.Job;
import java.util.Map;

/// Retraining again and again does not help: then a person has to look.
final class BudgetAlarm {
    static final String RULE = "remediation-budget-exhausted";

    private BudgetAlarm() {}

    static Alarm exhausted(Job job, DriftEvaluated drift, String explanation) {
        return new Alarm(
                drift.tenant(),
                RULE,
                Severity.CRITICAL,
                "The model drifts, and retraining has not helped: " + explanation,
                labels(job),
                Map.of("driftEventId", drift.eventId()));
    }

    static Alarm.Ending ended(Job job, String why) {
        return new Alarm.Ending(job.tenant(), RULE, labels(job), why);
    }

    private static Map<String, String> labels(Job job) {
        return Map.of("job", job.name());
    }
}
