package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.contracts.events.EventCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The fields of an alert rule; what is not given stays as it is.
final class AlertRuleOptions {
    private static final List<String> FIELDS = List.of(
            "metric",
            "segment",
            "window",
            "minimum",
            "comparison",
            "threshold",
            "resolveThreshold",
            "for",
            "severity",
            "labels",
            "runbook");

    @Option(names = "--metric", paramLabel = "METRIC", description = "A name of GET /v1/metrics; needed for a new rule")
    private @Nullable String metric;

    @Option(names = "--segment", paramLabel = "SEGMENT", description = "One segment (default: all)")
    private @Nullable String segment;

    @Option(names = "--comparison", paramLabel = "SIGN", description = ">, >=, < or <= (default: >)")
    private @Nullable String comparison;

    @Option(
            names = "--threshold",
            paramLabel = "N",
            description =
                    "In the metric's unit; needed for a new rule. Without --resolve-threshold the alert ends there")
    private @Nullable Double threshold;

    @Option(names = "--resolve-threshold", paramLabel = "N", description = "Where the alert ends (default: threshold)")
    private @Nullable Double resolveThreshold;

    @Option(names = "--for", paramLabel = "TIME", description = "Hold time, e.g. 30s, 5m, 1h (default: 0s)")
    private @Nullable String hold;

    @Option(names = "--window", paramLabel = "TIME", description = "Time that is looked at (default: 5m)")
    private @Nullable String window;

    @Option(names = "--minimum", paramLabel = "N", description = "Fewest observations (default: the metric's)")
    private @Nullable Long minimum;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            description = "info, warning, error or critical (default: warning)")
    private @Nullable String severity;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "NAME=VALUE",
            description = "Label of the alert. May be given several times; replaces all labels")
    private @Nullable Map<String, String> labels;

    @Option(names = "--runbook", paramLabel = "ADDRESS", description = "What to do")
    private @Nullable String runbook;

    ObjectNode over(Optional<JsonNode> before) {
        var rule = EventCodec.JSON.createObjectNode();
        before.ifPresent(known -> FIELDS.forEach(field -> rule.set(field, known.path(field))));
        text(rule, "metric", metric);
        text(rule, "segment", segment);
        text(rule, "comparison", comparison);
        text(rule, "for", hold);
        text(rule, "window", window);
        text(rule, "severity", severity);
        text(rule, "runbook", runbook);
        if (threshold != null) {
            rule.put("threshold", threshold);
            // The old one may be on the other side of the new threshold.
            rule.remove("resolveThreshold");
        }
        if (resolveThreshold != null) {
            rule.put("resolveThreshold", resolveThreshold);
        }
        if (minimum != null) {
            rule.put("minimum", minimum);
        } else if (metric != null) {
            rule.remove("minimum");
        }
        if (labels != null) {
            rule.set("labels", EventCodec.JSON.valueToTree(labels));
        }
        return rule;
    }

    private static void text(ObjectNode rule, String field, @Nullable String value) {
        if (value != null) {
            rule.put(field, value);
        }
    }
}
