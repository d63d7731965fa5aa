package io.recloop.local.cli;

import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.RunningStack;
import io.recloop.local.client.Training;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// What every command that asks for a run of a pipeline has in common.
@Command
final class RunOptions {

    @Mixin
    private StackOptions stack;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Follow the run until it ends; --no-wait prints its id and returns (default: --wait)")
    private boolean wait;

    @Option(
            names = "--tenant",
            defaultValue = "default",
            paramLabel = "TENANT",
            description = "Tenant (default: ${DEFAULT-VALUE})")
    private String tenant;

    @Option(names = "--json", description = "Print one JSON document; progress goes to the error stream")
    private boolean json;

    /// Asks for the run and follows it.
    ///
    /// @return the exit code: 0 done, 1 refused, 2 failed
    int run(CommandSpec spec, String pipeline, Map<String, String> parameters) throws IOException {
        var out = spec.commandLine().getOut();
        var training = Training.of(RunningStack.on(stack.dataDir()), tenant);
        var runId = training.request(pipeline, parameters);
        if (!wait) {
            out.println(json ? EventCodec.JSON.writeValueAsString(Map.of("runId", runId)) : runId);
            return 0;
        }
        Training.Told told;
        try (var display = new RunDisplay(spec.commandLine().getErr())) {
            told = training.follow(runId, display::show);
        }
        if (json) {
            out.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(told.document()));
        } else {
            RunReport.print(out, told.run());
        }
        out.flush();
        return switch (told.run().status()) {
            case "SUCCEEDED" -> 0;
            case "REFUSED" -> 1;
            default -> 2;
        };
    }
}
