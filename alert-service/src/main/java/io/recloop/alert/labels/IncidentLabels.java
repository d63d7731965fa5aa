package io.recloop.alert.labels;

import io.recloop.contracts.events.Severity;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The labels by which an incident is routed, silenced and inhibited: its own, and what it has beside them. A label
/// of its own with one of these names stays, since it is what the sender's matchers were written for; only the tenant
/// cannot be claimed by a label.
public final class IncidentLabels {
    public static final String ALERTNAME = "alertname";
    public static final String SEVERITY = "severity";
    public static final String TENANT = "tenant";
    public static final String SOURCE = "source";

    private IncidentLabels() {}

    public static Map<String, String> of(
            String tenant, String rule, Severity severity, String source, Map<String, String> labels) {
        var all = new TreeMap<>(labels);
        all.putIfAbsent(ALERTNAME, rule);
        all.putIfAbsent(SEVERITY, severity.code());
        all.putIfAbsent(SOURCE, source);
        all.put(TENANT, tenant);
        return Collections.unmodifiableMap(all);
    }
}
