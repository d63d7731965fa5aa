package io.recloop.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        preprocessor = OfflineMode.TakeOver.class,
        description = "Measures how well a model ranks what it has not seen.",
        footer = {
            "",
            "Without a stack: `recloop evaluate --bundle DIR --test FILE` judges a bundle on a CSV file; `recloop evaluate --bundle --help` lists its options."
        })
public final class EvaluateCommand implements Callable<Integer> {

    @Mixin(name = OfflineMode.MIXIN)
    private OfflineMode offline;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (offline.isMeant()) {
            return offline.run();
        }
        throw new ParameterException(spec.commandLine(), "say which model: --bundle DIR --test FILE");
    }
}
