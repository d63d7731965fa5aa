package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.local.client.OperatorService;
import io.recloop.local.layout.LocalFailure;
import java.io.PrintWriter;
import java.util.Optional;

/// Alert rules, as the commands find and print them.
final class AlertRulePages {
    static final String PATH = "/v1/alert-rules";

    private AlertRulePages() {}

    static String path(String name) {
        return PATH + "/" + AlertsPaths.segment(name);
    }

    static Optional<JsonNode> find(OperatorService service, String name) {
        for (var rule : service.get(PATH).path("rules")) {
            if (rule.path("name").asText().equals(name)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /// @throws LocalFailure where there is none
    static JsonNode one(OperatorService service, String name) {
        return find(service, name)
                .orElseThrow(
                        () -> new LocalFailure("there is no alert rule " + name + "; see `recloop alert-rules list`"));
    }

    static String version(JsonNode rule) {
        return "\"" + rule.path("version").asLong() + "\"";
    }

    static void print(PrintWriter out, JsonNode rule) {
        out.printf(
                "%-24s  %-8s  %-8s  %s%n",
                rule.path("name").asText(),
                rule.path("status").path("state").asText(),
                rule.path("severity").asText(),
                condition(rule));
    }

    static String condition(JsonNode rule) {
        var segment = rule.path("segment").asText();
        return "%s%s %s %s over %s for %s"
                .formatted(
                        rule.path("metric").asText(),
                        segment.isEmpty() ? "" : "{" + AlertsListCommand.oneLine(rule.path("segment")) + "}",
                        rule.path("comparison").asText(),
                        rule.path("threshold").asText(),
                        rule.path("window").asText(),
                        rule.path("for").asText());
    }
}
