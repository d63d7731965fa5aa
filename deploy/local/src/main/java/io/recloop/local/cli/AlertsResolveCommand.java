package io.recloop.local.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        description = "Ends an incident whose source will not say that it is over; the note stays with it.")
final class AlertsResolveCommand extends IncidentCommand {
    @Option(
            names = "--note",
            required = true,
            paramLabel = "TEXT",
            description = "For the person who looks next: why it is over")
    private String note;

    @Override
    public Integer call() throws IOException {
        return act("resolve", Map.of("note", note));
    }
}
