package io.recloop.local.cli;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "note", mixinStandardHelpOptions = true, description = "Adds a note to an incident's history.")
final class AlertsNoteCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Id of an incident, see `alerts list`")
    private UUID id;

    @Option(names = "--note", required = true, paramLabel = "TEXT", description = "For the person who looks next")
    private String note;

    @Override
    public Integer call() throws IOException {
        var incident = options.service().post("/v1/incidents/" + id + "/notes", Map.of("note", note));
        var out = spec.commandLine().getOut();
        options.print(out, incident, () -> AlertsListCommand.print(out, incident));
        return 0;
    }
}
