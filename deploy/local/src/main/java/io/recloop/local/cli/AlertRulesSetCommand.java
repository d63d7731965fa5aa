package io.recloop.local.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        description = "Adds an alert rule, or changes what is given of one that there is.",
        footer = {
            "",
            "Example: recloop alert-rules set slow_search --metric latency_p95 --threshold 150 --for 2m --severity error"
        })
final class AlertRulesSetCommand implements Callable<Integer> {
    @Mixin
    private MonitorOptions options;

    @Mixin
    private AlertRuleOptions rule;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name of the rule")
    private String name;

    @Override
    public Integer call() throws IOException {
        var service = options.service();
        var before = AlertRulePages.find(service, name);
        var saved = service.put(AlertRulePages.path(name), rule.over(before), before.map(AlertRulePages::version));
        var out = spec.commandLine().getOut();
        options.print(out, saved, () -> AlertRulePages.print(out, saved));
        return 0;
    }
}
