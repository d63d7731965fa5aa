package io.recloop.local.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        preprocessor = OfflineMode.TakeOver.class,
        description = {
            "Searches for the settings that rank the validation split best, then trains, evaluates and publishes the best model.",
            "",
            "An interrupted search continues when the same command is run again. Later trainings use the settings found."
        },
        footer = {
            "",
            "Without a stack: `recloop tune --offline FILE` searches on a CSV file; `recloop tune --offline --help` lists its options.",
            "",
            "Exit code 0 done, 1 the best one was refused by the gate or there was too little data, 2 failed."
        })
public final class TuneCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run;

    @Mixin(name = OfflineMode.MIXIN)
    private OfflineMode offline;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "Algorithm: als, bpr, ease, or both for als and bpr with half of the budget each (default: als)")
    private @Nullable String model;

    @Option(
            names = "--budget",
            paramLabel = "SPAN",
            converter = TimeSpan.class,
            description = "Time for all trials together, e.g. 15m, 2h (default: 15m)")
    private @Nullable Duration budget;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Maximum number of trials of each algorithm (default: no limit)")
    private @Nullable Integer trials;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting that is kept fixed; repeatable")
    private Map<String, String> fixed = Map.of();

    @Option(names = "--no-train", description = "Keep the settings found for later trainings, and train nothing now")
    private boolean noTrain;

    @Option(names = "--force", description = "Publish the best model even if a gate fails")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        if (offline.isMeant()) {
            return offline.run();
        }
        var parameters = new TreeMap<>(fixed);
        if (model != null) {
            parameters.put("model", model);
        }
        if (budget != null) {
            parameters.put("budget", budget.toString());
        }
        if (trials != null) {
            parameters.put("trials", trials.toString());
        }
        if (noTrain) {
            parameters.put("train", "false");
        }
        Flags.put(parameters, "force", force);
        return run.run(spec, "hyperparameter-tuning", parameters);
    }
}
