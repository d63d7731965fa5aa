package io.recloop.local.cli;

import java.io.IOException;
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
    private RunOptions run;

    @Mixin(name = OfflineMode.MIXIN)
    private OfflineMode offline;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "als (the default), bpr or ease; both: trains als and bpr and lets the gate judge the better one.")
    private @Nullable String model;

    @Option(
            names = "--auto-select",
            description =
                    "Train every algorithm that the catalogue allows, and let the gate judge the best one. They are compared on data that the gate does not look at.")
    private boolean autoSelect;

    @Option(
            names = "--warmstart",
            description =
                    "Begin from the factors of the serving model, where they fit; only the refit where they have seen what the candidate is judged on.")
    private boolean warmStart;

    @Option(
            names = "--skip-eval",
            description = "Publish without having judged; the model's trail says who asked for it.")
    private boolean skipEval;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "A setting of the algorithm, such as factors, iterations, regularization, seed; a wrong name lists the right ones. May be repeated.")
    private Map<String, String> settings = Map.of();

    @Option(names = "--force", description = "Publish even where a gate says no.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        if (offline.isMeant()) {
            return offline.run();
        }
        var parameters = new TreeMap<>(settings);
        if (model != null) {
            parameters.put("model", model);
        }
        Flags.put(parameters, "autoSelect", autoSelect);
        Flags.put(parameters, "warmStart", warmStart);
        Flags.put(parameters, "skipEval", skipEval);
        Flags.put(parameters, "force", force);
        return run.run(spec, "model-training", parameters);
    }
}
