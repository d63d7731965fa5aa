package io.recloop.monitor.alerts;

import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import java.util.Map;

/// What a rule found.
///
/// @param labels  tell one trouble of a rule from another; nothing that changes while it lasts
/// @param details what was measured; for people
public record Alert(
        String tenant,
        String rule,
        Map<String, String> labels,
        Severity severity,
        String summary,
        Map<String, String> details) {
    String fingerprint() {
        return Fingerprint.of(tenant, rule, labels);
    }
}
