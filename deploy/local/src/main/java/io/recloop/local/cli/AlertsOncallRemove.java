package io.recloop.local.cli;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "remove", mixinStandardHelpOptions = true, description = "Takes an override back.")
final class AlertsOncallRemove implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Id of an override, see `alerts oncall`")
    private UUID id;

    @Override
    public Integer call() throws IOException {
        var gone = options.service().delete("/v1/on-call/overrides/" + id);
        var out = spec.commandLine().getOut();
        options.print(out, gone, () -> out.println("taken back"));
        return 0;
    }
}
