package io.recloop.local.cli;

import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.RunningStack;
import io.recloop.local.client.Training;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        preprocessor = OfflineMode.TakeOver.class,
        description = {
            "Asks for a training run and follows it: dataset, training, evaluation, gates, publication.",
            "",
            "Prints how the model compares with popularity and with the model that serves, on the same users."
        },
        footer = {
            "",
            "Without a stack: `recloop train --offline FILE --out DIR` trains on a CSV file; `recloop train --offline --help` lists its options.",
            "",
            "Exit code 0 published, 1 refused by a gate or by too little evidence, 2 failed."
        })
public final class TrainCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack;

    @Mixin(name = OfflineMode.MIXIN)
    private OfflineMode offline;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "A training parameter: factors, iterations, regularization, unobservedWeight, seed. May be repeated.")
    private Map<String, String> parameters = Map.of();

    @Option(names = "--force", description = "Publish even where a gate says no.")
    private boolean force;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Follow the run until it is over (the default); --no-wait prints its id and returns.")
    private boolean wait;

    @Option(
            names = "--tenant",
            defaultValue = "default",
            paramLabel = "TENANT",
            description = "Whose data; ${DEFAULT-VALUE} unless told otherwise.")
    private String tenant;

    @Option(names = "--json", description = "Print one JSON document; progress goes to the error stream.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (offline.isMeant()) {
            return offline.run();
        }
        var out = spec.commandLine().getOut();
        var training = Training.of(RunningStack.on(stack.dataDir()), tenant);
        var runId = training.request(parameters, force);
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
