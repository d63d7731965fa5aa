package io.recloop.local.cli;

import java.io.IOException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        preprocessor = OfflineMode.TakeOver.class,
        description = {
            "Measures how well a stored model ranks the newest data, beside popularity and the model that serves.",
            "",
            "What the model has been trained on cannot tell how good it is. Where the slice is not new to it, that is said, and its settings are trained again without the slice and measured beside it; that takes as long as a training."
        },
        footer = {
            "",
            "Without a stack: `recloop evaluate --bundle DIR --test FILE` judges a bundle on a CSV file; `recloop evaluate --bundle --help` lists its options.",
            "",
            "Exit code 0 measured, 1 there is no such model or too little data, 2 failed."
        })
public final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run;

    @Mixin(name = OfflineMode.MIXIN)
    private OfflineMode offline;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model-id",
            paramLabel = "ID",
            description = "As `recloop models` lists it; the serving model unless given.")
    private @Nullable String modelId;

    @Override
    public Integer call() throws IOException {
        if (offline.isMeant()) {
            return offline.run();
        }
        var parameters = new TreeMap<String, String>();
        if (modelId != null) {
            parameters.put("modelId", modelId);
        }
        return run.run(spec, "model-evaluation", parameters);
    }
}
