package io.recloop.training.offline;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "als|bpr|topk",
        description = "Measures training and ranking on a CSV file: minimum, median and maximum over the runs.",
        subcommands = {AlsBench.class, BprBench.class, TopKBench.class})
final class BenchCommand {}
