package io.recloop.local.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows an alert rule and why it is in its state.")
final class AlertRulesShowCommand implements Callable<Integer> {
    @Mixin
    private MonitorOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name of the rule")
    private String name;

    @Override
    public Integer call() throws IOException {
        var rule = AlertRulePages.one(options.service(), name);
        var out = spec.commandLine().getOut();
        options.print(out, rule, () -> {
            AlertRulePages.print(out, rule);
            out.printf("  resolves at  %s%n", rule.path("resolveThreshold").asText());
            out.printf("  minimum      %s observations%n", rule.path("minimum").asText());
            out.printf(
                    "  state        since %s: %s%n",
                    rule.path("status").path("since").asText("-"),
                    AlertsListCommand.oneLine(rule.path("status").path("because")));
            rule.path("labels")
                    .properties()
                    .forEach(label -> out.printf(
                            "  label        %s=%s%n", label.getKey(), AlertsListCommand.oneLine(label.getValue())));
            out.printf("  runbook      %s%n", AlertsListCommand.oneLine(rule.path("runbook")));
            out.printf(
                    "  version      %s%s%n",
                    rule.path("version").asText(),
                    rule.hasNonNull("changed")
                            ? " by "
                                    + AlertsListCommand.oneLine(
                                            rule.path("changed").path("by"))
                            : " (as configured)");
        });
        return 0;
    }
}
