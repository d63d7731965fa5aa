package io.recloop.local.cli;

import java.io.IOException;
import java.util.Locale;
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
        name = "mark",
        mixinStandardHelpOptions = true,
        description = "Says whether an incident was useful or noise; `alerts stats` counts by rule.")
final class AlertsMarkCommand implements Callable<Integer> {
    private enum Verdict {
        USEFUL,
        NOISE
    }

    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Id of an incident, see `alerts list`")
    private UUID id;

    @Parameters(paramLabel = "VERDICT", description = "useful or noise; the last word of each person counts")
    private Verdict verdict;

    @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "Why")
    private String note;

    @Override
    public Integer call() throws IOException {
        var said = verdict.name().toLowerCase(Locale.ROOT);
        var incident =
                options.service().post("/v1/incidents/" + id + "/feedback", Map.of("verdict", said, "note", note));
        var out = spec.commandLine().getOut();
        options.print(out, incident, () -> AlertsListCommand.print(out, incident));
        return 0;
    }
}
