package io.recloop.local.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists alert rules with their state, by name.")
final class AlertRulesListCommand implements Callable<Integer> {
    @Mixin
    private MonitorOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var found = options.service().get(AlertRulePages.PATH);
        var out = spec.commandLine().getOut();
        options.print(out, found, () -> found.path("rules").forEach(rule -> AlertRulePages.print(out, rule)));
        return 0;
    }
}
