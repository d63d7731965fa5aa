package io.recloop.local.cli;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Does something with one incident and prints it as it is then.
abstract class IncidentCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ID", description = "Id of an incident, see `alerts list`")
    private UUID id;

    /// @param action the last part of the address
    int act(String action, Map<String, String> body) throws IOException {
        var incident = options.service().post("/v1/incidents/%s/%s".formatted(id, action), body);
        var out = spec.commandLine().getOut();
        options.print(out, incident, () -> AlertsListCommand.print(out, incident));
        return 0;
    }
}
