package io.recloop.monitor.rules;

import io.recloop.contracts.events.Severity;
import java.util.Map;
import java.util.TreeMap;

/// @param labels  of its alerts, besides its segment
/// @param runbook address of what to do; empty where there is none
record AlertRule(
        String name,
        MetricSelection selection,
        Trigger trigger,
        Severity severity,
        Map<String, String> labels,
        String runbook) {
    AlertRule {
        labels = Map.copyOf(labels);
    }

    /// What tells its alert from others.
    Map<String, String> alertLabels() {
        var all = new TreeMap<>(labels);
        if (!selection.segment().isEmpty()) {
            all.put("segment", selection.segment());
        }
        return all;
    }

    String condition() {
        return "%s %s %s".formatted(selection.metric(), trigger.sign().code(), Numbers.text(trigger.threshold()));
    }
}
