package io.recloop.monitor.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.http.ProblemException;
import io.recloop.monitor.metrics.MetricCatalogue;
import io.recloop.monitor.metrics.MetricDescription;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rules from and to JSON; what is wrong is said of each field at once.
@Singleton
final class AlertRuleReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Set<String> FIELDS = Set.of(
            "name",
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

    private final MetricCatalogue metrics;

    AlertRuleReader(MetricCatalogue metrics) {
        this.metrics = metrics;
    }

    /// @throws ProblemException 400, where it is no JSON object
    static ObjectNode object(byte[] body) {
        try {
            if (EventCodec.JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("the body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ProblemException.invalid("the body cannot be read");
        }
        throw ProblemException.invalid("the body is a JSON object");
    }

    /// @throws ProblemException 400 with `errors`, one for each field that is wrong
    AlertRule read(String name, ObjectNode json) {
        var fields = new RuleFieldReader(json);
        fields.known(FIELDS);
        if (!NAME.matcher(name).matches()) {
            fields.wrong("name", "is a lower-case letter and up to 62 more letters, digits, - and _");
        }
        if (!fields.text("name", name).equals(name)) {
            fields.wrong("name", "contradicts the path; leave it out");
        }
        var metric = metric(fields);
        var selection = new MetricSelection(
                metric == null ? "" : metric.name(),
                fields.text("segment", ""),
                fields.duration("window", "PT5M"),
                fields.count("minimum", metric == null ? 0 : metric.minimum()));
        var rule = new AlertRule(
                name, selection, trigger(fields), severity(fields), fields.texts("labels"), fields.text("runbook", ""));
        check(fields, rule, metric);
        fields.throwWhereWrong();
        return rule;
    }

    private @Nullable MetricDescription metric(RuleFieldReader fields) {
        var name = fields.text("metric", "");
        var metric = metrics.metric(name);
        if (metric.isEmpty()) {
            fields.wrong("metric", name.isEmpty() ? "is needed" : "is none of GET /v1/metrics: " + name);
        }
        return metric.orElse(null);
    }

    private static Trigger trigger(RuleFieldReader fields) {
        var code = fields.text("comparison", ">");
        var sign = Trigger.Sign.of(code);
        if (sign.isEmpty()) {
            fields.wrong("comparison", "is one of >, >=, < and <=");
        }
        double threshold = fields.number("threshold", null);
        return new Trigger(
                sign.orElse(Trigger.Sign.ABOVE),
                threshold,
                fields.number("resolveThreshold", threshold),
                fields.duration("for", "PT0S"));
    }

    private static Severity severity(RuleFieldReader fields) {
        var code = fields.text("severity", "warning");
        for (var severity : Severity.values()) {
            if (severity.code().equals(code)) {
                return severity;
            }
        }
        fields.wrong("severity", "is info, warning, error or critical");
        return Severity.WARNING;
    }

    private static void check(RuleFieldReader fields, AlertRule rule, @Nullable MetricDescription metric) {
        var window = rule.selection().window();
        if (window.toSeconds() < 60 || window.toDays() > 90) {
            fields.wrong("window", "is between a minute and 90 days");
        }
        if (rule.trigger().hold().isNegative() || rule.trigger().hold().toDays() > 90) {
            fields.wrong("for", "is between nothing and 90 days");
        }
        if (!rule.trigger().isOrdered()) {
            fields.wrong("resolveThreshold", "is on the other side of the threshold: the alert could not begin");
        }
        if (metric != null && !rule.selection().segment().isEmpty() && !metric.segments()) {
            fields.wrong("segment", metric.name() + " has no segments");
        }
    }

    /// Given metrics, by name.
    Map<String, Double> numbers(ObjectNode body) {
        if (!(body.path("metrics") instanceof ObjectNode given) || given.isEmpty()) {
            throw ProblemException.invalid("metrics is an object of metric names and numbers");
        }
        var numbers = new HashMap<String, Double>();
        given.properties().forEach(entry -> {
            if (metrics.metric(entry.getKey()).isEmpty()) {
                throw ProblemException.invalid("metrics.%s is none of GET /v1/metrics".formatted(entry.getKey()));
            }
            if (!entry.getValue().isNumber()
                    || !Double.isFinite(entry.getValue().asDouble())) {
                throw ProblemException.invalid("metrics.%s is a number".formatted(entry.getKey()));
            }
            numbers.put(entry.getKey(), entry.getValue().asDouble());
        });
        return numbers;
    }

    static ObjectNode json(AlertRule rule) {
        var json = EventCodec.JSON.createObjectNode();
        json.put("metric", rule.selection().metric());
        json.put("segment", rule.selection().segment());
        json.put("window", rule.selection().window().toString());
        json.put("minimum", rule.selection().minimum());
        json.put("comparison", rule.trigger().sign().code());
        json.put("threshold", rule.trigger().threshold());
        json.put("resolveThreshold", rule.trigger().resolveThreshold());
        json.put("for", rule.trigger().hold().toString());
        json.put("severity", rule.severity().code());
        json.set("labels", EventCodec.JSON.valueToTree(rule.labels()));
        json.put("runbook", rule.runbook());
        return json;
    }

    static ObjectNode json(AlertRulesConfig.ConfiguredRule rule) {
        var json = EventCodec.JSON.createObjectNode();
        json.put("metric", rule.metric());
        rule.segment().ifPresent(segment -> json.put("segment", segment));
        json.put("window", rule.window());
        rule.minimum().ifPresent(minimum -> json.set("minimum", number(minimum)));
        json.put("comparison", rule.comparison());
        json.set("threshold", number(rule.threshold()));
        rule.resolveThreshold().ifPresent(threshold -> json.set("resolveThreshold", number(threshold)));
        json.put("for", rule.hold());
        json.put("severity", rule.severity());
        json.set("labels", EventCodec.JSON.valueToTree(Map.copyOf(rule.labels())));
        rule.runbook().ifPresent(runbook -> json.put("runbook", runbook));
        return json;
    }

    /// What is no number stays a text, of which the reader then says so.
    private static JsonNode number(String text) {
        var nodes = EventCodec.JSON.getNodeFactory();
        try {
            return nodes.numberNode(new java.math.BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return nodes.textNode(text);
        }
    }
}
