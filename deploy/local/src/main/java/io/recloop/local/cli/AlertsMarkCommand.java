package io.recloop.local.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "mark",
        mixinStandardHelpOptions = true,
        description = "Says whether an incident was useful or noise; `alerts stats` counts by rule.")
final class AlertsMarkCommand extends IncidentCommand {
    private enum Verdict {
        USEFUL,
        NOISE
    }

    @Parameters(
            index = "1",
            paramLabel = "VERDICT",
            description = "useful or noise; the last word of each person counts")
    private Verdict verdict;

    @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "Why")
    private String note;

    @Override
    public Integer call() throws IOException {
        var said = verdict.name().toLowerCase(Locale.ROOT);
        return act("feedback", Map.of("verdict", said, "note", note));
    }
}
