package io.recloop.local.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "snooze",
        mixinStandardHelpOptions = true,
        description = "Silences one incident for a while; then it fires again.")
final class AlertsSnoozeCommand extends IncidentCommand {
    @Option(
            names = "--for",
            required = true,
            converter = TimeSpan.class,
            paramLabel = "SPAN",
            description = "How long, such as 30m, 8h or 7d")
    private Duration span;

    @Option(
            names = "--note",
            required = true,
            paramLabel = "TEXT",
            description = "For the person who looks next: why it can wait")
    private String note;

    @Override
    public Integer call() throws IOException {
        var until = Clock.systemUTC().instant().plus(span).toString();
        return act("snooze", Map.of("until", until, "note", note));
    }
}
