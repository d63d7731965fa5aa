package io.recloop.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        preprocessor = OfflineMode.TakeOver.class,
        synopsisSubcommandLabel = "als|bpr|topk|kernel|serving|swap|freshness|overload|outage|ingest",
        description = {
            "Measures training and ranking on files, or a stack under load.",
            "",
            "als, bpr and topk need a CSV file, kernel needs nothing. The others start their own stack in a temporary folder, publish models to it and load it from a second process; with --data-dir they measure a running stack."
        },
        subcommands = {
            BenchCommand.Als.class,
            BenchCommand.Bpr.class,
            BenchCommand.TopK.class,
            BenchCommand.Kernel.class
        })
public final class BenchCommand implements Callable<Integer> {
    @Mixin(name = OfflineMode.MIXIN)
    private OfflineMode offline;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (offline.isMeant()) {
            return offline.run();
        }
        throw new ParameterException(
                spec.commandLine(),
                "say what to measure: als, bpr, topk, kernel, serving, swap, freshness, overload, outage or ingest");
    }

    /// Named for the help alone: the offline program takes the line over before it is parsed.
    @Command(name = "als", description = "Training iALS on a CSV file.")
    static final class Als {}

    @Command(name = "bpr", description = "Training BPR on a CSV file.")
    static final class Bpr {}

    @Command(name = "topk", description = "Ranking for all users of a CSV file.")
    static final class TopK {}

    @Command(name = "kernel", description = "Exact top-K search over whole catalogues on one thread.")
    static final class Kernel {}
}
