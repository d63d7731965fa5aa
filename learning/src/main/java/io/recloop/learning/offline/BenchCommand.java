package io.recloop.learning.offline;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "als|bpr|topk|kernel",
        description =
                "Measures training and ranking on a CSV file, and the ranking alone: minimum, median and maximum over the runs.",
        subcommands = {AlsBench.class, BprBench.class, TopKBench.class, KernelBench.class})
final class BenchCommand {}
