package io.recloop.local.cli;

import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes an alert rule of the tenant; what it has raised is resolved.")
final class AlertRulesDeleteCommand implements Callable<Integer> {
    @Mixin
    private MonitorOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name of the rule")
    private String name;

    @Override
    public Integer call() throws IOException {
        var service = options.service();
        service.delete(AlertRulePages.path(name), AlertRulePages.version(AlertRulePages.one(service, name)));
        var out = spec.commandLine().getOut();
        options.print(
                out, EventCodec.JSON.createObjectNode().put("deleted", name), () -> out.println("deleted " + name));
        return 0;
    }
}
