package io.recloop.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        preprocessor = OfflineMode.TakeOver.class,
        description = "Searches the settings that rank best what was held out.",
        footer = {
            "",
            "Without a stack: `recloop tune --offline FILE` searches on a CSV file; `recloop tune --offline --help` lists its options."
        })
public final class TuneCommand implements Callable<Integer> {

    @Mixin(name = OfflineMode.MIXIN)
    private OfflineMode offline;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (offline.isMeant()) {
            return offline.run();
        }
        throw new ParameterException(spec.commandLine(), "say what to tune on: --offline FILE");
    }
}
