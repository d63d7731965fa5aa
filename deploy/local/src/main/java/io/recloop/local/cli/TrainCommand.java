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
            "Requests a training run and follows it: dataset, training, evaluation, gate, publication.",
            "",
            "Prints how the model compares with popularity and with the serving model on the same users."
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
                    "Algorithm: als, bpr, ease, or both to train als and bpr and pass the better one to the gate (default: als)")
    private @Nullable String model;

    @Option(
            names = "--auto-select",
            description =
                    "Train every algorithm that fits the catalogue and pass the best one to the gate. They are compared on data that the gate does not use.")
    private boolean autoSelect;

    @Option(
            names = "--warmstart",
            description =
                    "Start from the factors of the serving model where they fit; only the refit does if they have seen part of the test split")
    private boolean warmStart;

    @Option(names = "--skip-eval", description = "Publish without evaluation; the audit log says who asked for it")
    private boolean skipEval;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "A setting of the algorithm, e.g. factors, iterations, regularization, seed; repeatable. An unknown name lists the known ones")
    private Map<String, String> settings = Map.of();

    @Option(names = "--force", description = "Publish even if a gate fails")
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
