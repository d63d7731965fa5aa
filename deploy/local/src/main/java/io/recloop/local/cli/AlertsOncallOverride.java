package io.recloop.local.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "override", mixinStandardHelpOptions = true, description = "Has somebody take over for a time.")
final class AlertsOncallOverride implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ROTATION", description = "Name of a rotation")
    private String rotation;

    @Parameters(paramLabel = "PERSON", description = "Who takes over")
    private String person;

    @Option(names = "--from", paramLabel = "TIME", description = "Such as 2026-12-24T09:00:00Z (default: now)")
    private @Nullable Instant from;

    @Option(
            names = "--for",
            required = true,
            converter = TimeSpan.class,
            paramLabel = "SPAN",
            description = "How long, such as 8h or 7d")
    private Duration span;

    @Override
    public Integer call() throws IOException {
        var start = Optional.ofNullable(from).orElseGet(() -> Clock.systemUTC().instant());
        var body = Map.of(
                "person",
                person,
                "startsAt",
                start.toString(),
                "endsAt",
                start.plus(span).toString());
        var made = options.service().post("/v1/on-call/" + AlertsPaths.segment(rotation) + "/overrides", body);
        var out = spec.commandLine().getOut();
        options.print(out, made, () -> AlertsOncallCommand.printOverride(out, made));
        return 0;
    }
}
