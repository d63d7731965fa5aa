package io.recloop.local.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "snooze",
        mixinStandardHelpOptions = true,
        description = "Silences one incident for a while; then it fires again.")
final class AlertsSnoozeCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Id of an incident, see `alerts list`")
    private UUID id;

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
        var incident = options.service().post("/v1/incidents/" + id + "/snooze", Map.of("until", until, "note", note));
        var out = spec.commandLine().getOut();
        options.print(out, incident, () -> AlertsListCommand.print(out, incident));
        return 0;
    }
}
