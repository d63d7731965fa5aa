package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says which rules given metrics would trigger; raises nothing.",
        footer = {
            "",
            "Example: recloop alert-rules check latency_p95=250 error_rate=0.1",
            "Exit codes: 0 none, 1 info or warning, 2 error or critical; 2 also where it failed."
        })
final class AlertRulesCheckCommand implements Callable<Integer> {
    @Mixin
    private MonitorOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "METRIC=VALUE",
            arity = "1..*",
            description = "Metrics of GET /v1/metrics and their values")
    private Map<String, Double> metrics;

    @Override
    public Integer call() throws IOException {
        var body = EventCodec.JSON.createObjectNode();
        metrics.forEach(body.putObject("metrics")::put);
        var checked = options.service().post(AlertRulePages.PATH + "/check", body);
        var out = spec.commandLine().getOut();
        options.print(out, checked, () -> {
            checked.path("triggered")
                    .forEach(rule -> out.printf(
                            "%-24s  %-8s  %s is %s, for %s%n",
                            rule.path("rule").asText(),
                            rule.path("severity").asText(),
                            rule.path("condition").asText(),
                            rule.path("value").asText(),
                            rule.path("after").asText()));
            if (checked.path("triggered").isEmpty()) {
                out.println("no rule would be triggered");
            }
        });
        return exitCode(checked.path("triggered"));
    }

    private static int exitCode(JsonNode triggered) {
        int worst = 0;
        for (var rule : triggered) {
            boolean bad =
                    switch (rule.path("severity").asText()) {
                        case "error", "critical" -> true;
                        default -> false;
                    };
            worst = Math.max(worst, bad ? 2 : 1);
        }
        return worst;
    }
}
