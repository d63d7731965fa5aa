package io.recloop.local.bench;

import io.recloop.local.bench.SwapRun.Alternating;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "swap",
        mixinStandardHelpOptions = true,
        description = {
            "Swaps models under load. Measures how many responses fail or mix two models, what a swap costs, and how memory changes.",
            "",
            "Two models are announced alternately. This process generates the load instead of wrk or hey, because it recomputes every score of every response from the model that the response names."
        })
public final class SwapBench extends LoadBench {
    @Option(
            names = "--swaps",
            defaultValue = "100",
            paramLabel = "NUMBER",
            description = "Number of swaps (default: ${DEFAULT-VALUE})")
    private int swaps;

    @Option(
            names = "--interval-ms",
            defaultValue = "600",
            paramLabel = "NUMBER",
            description = "Minimum milliseconds between two announcements (default: ${DEFAULT-VALUE})")
    private int intervalMillis;

    @Option(
            names = "--rate",
            defaultValue = "500",
            paramLabel = "NUMBER",
            description = "Requests per second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--items",
            defaultValue = "2244",
            paramLabel = "NUMBER",
            description = "Items of each model (default: ${DEFAULT-VALUE})")
    private int items;

    @Option(
            names = "--quiet-seconds",
            defaultValue = "20",
            paramLabel = "NUMBER",
            description = "Seconds of the same load without a swap, before and after (default: ${DEFAULT-VALUE})")
    private int quietSeconds;

    @Option(
            names = "--warm-up-seconds",
            defaultValue = "90",
            paramLabel = "NUMBER",
            description =
                    "Maximum seconds of load before measuring; ends earlier when responses get no faster (default: ${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Option(
            names = "--warm-up-swaps",
            defaultValue = "10",
            paramLabel = "NUMBER",
            description = "Swaps before measuring (default: ${DEFAULT-VALUE})")
    private int warmUpSwaps;

    record Found(
            String benchmark,
            Machine machine,
            int items,
            int factors,
            int users,
            int ratePerSecond,
            int intervalMillis,
            SwapRun.Outcome outcome) {}

    @Override
    LoadTool[] tools() {
        return new LoadTool[0];
    }

    @Override
    void check() {
        requireBetween("--swaps", swaps, 1, 100_000);
        requireBetween("--interval-ms", intervalMillis, 0, 3_600_000);
        requireBetween("--rate", rate, 1, 100_000);
        requireBetween("--items", items, 120, 10_000_000);
        requireBetween("--quiet-seconds", quietSeconds, 1, 3_600);
        requireBetween("--warm-up-seconds", warmUpSeconds, 1, 3_600);
        requireBetween("--warm-up-swaps", warmUpSwaps, 0, 1_000);
    }

    @Override
    Object measure(BenchStack stack, double loadBefore) throws InterruptedException {
        try (var publisher = new ModelPublisher(stack, "swap")) {
            var odd = planted(items, options().seed());
            var even = planted(items, options().seed() + 1_000);
            var turns = new Alternating(odd, publisher.store(odd, "odd"), even, publisher.store(even, "even"));
            var serving = publisher.serve(turns.stored(1));
            var settings = new SwapRun.Settings(
                    swaps,
                    Duration.ofMillis(intervalMillis),
                    rate,
                    Duration.ofSeconds(quietSeconds),
                    Duration.ofSeconds(warmUpSeconds),
                    warmUpSwaps);
            var outcome = new SwapRun(stack, publisher, turns, settings, this::say).run();
            return new Found(
                    "swap",
                    Machine.now(loadBefore, serving.kernel()),
                    items,
                    options().factors(),
                    options().users(),
                    rate,
                    intervalMillis,
                    outcome);
        }
    }
}
