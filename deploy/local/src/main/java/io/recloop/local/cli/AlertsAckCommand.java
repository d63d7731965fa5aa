package io.recloop.local.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ack",
        mixinStandardHelpOptions = true,
        description = "Says that somebody is at an incident; the note stays with it.")
final class AlertsAckCommand extends IncidentCommand {
    @Option(
            names = "--note",
            required = true,
            paramLabel = "TEXT",
            description = "For the person who looks next: what is being done")
    private String note;

    @Override
    public Integer call() throws IOException {
        return act("acknowledge", Map.of("note", note));
    }
}
