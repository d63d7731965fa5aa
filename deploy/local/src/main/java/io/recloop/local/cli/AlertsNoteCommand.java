package io.recloop.local.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "note", mixinStandardHelpOptions = true, description = "Adds a note to an incident's history.")
final class AlertsNoteCommand extends IncidentCommand {
    @Option(names = "--note", required = true, paramLabel = "TEXT", description = "For the person who looks next")
    private String note;

    @Override
    public Integer call() throws IOException {
        return act("notes", Map.of("note", note));
    }
}
