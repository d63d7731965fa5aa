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
            "Measures how well a stored model ranks the newest data, compared with popularity and with the serving model.",
            "",
            "A model cannot be evaluated on data that it was trained on. If it has seen part of the test split, the report says so, and the model is retrained with the same settings without the test split and evaluated as well; that takes as long as a training."
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
            description = "Model id, see `recloop models` (default: the serving model)")
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
