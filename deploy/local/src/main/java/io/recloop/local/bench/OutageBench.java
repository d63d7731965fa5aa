package io.recloop.local.bench;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "outage",
        mixinStandardHelpOptions = true,
        description = {
            "Stops the broker under load. Measures whether users still get responses, and whether the topic holds every acknowledged interaction.",
            "",
            "The broker's process is killed, and killed again whenever the supervisor restarts it, until the time is over. With --data-dir this happens to the stack in that folder. This process generates the load."
        })
public final class OutageBench extends LoadBench {
    @Option(
            names = "--seconds",
            defaultValue = "120",
            paramLabel = "NUMBER",
            description = "Length of the outage in seconds (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--beside-seconds",
            defaultValue = "10",
            paramLabel = "NUMBER",
            description = "Seconds of the same load before the outage and after it (default: ${DEFAULT-VALUE})")
    private int besideSeconds;

    @Option(
            names = "--warm-up-seconds",
            defaultValue = "90",
            paramLabel = "NUMBER",
            description =
                    "Maximum seconds of load before measuring; ends earlier when responses get no faster (default: ${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Option(
            names = "--rate",
            defaultValue = "200",
            paramLabel = "NUMBER",
            description = "Recommendation requests per second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--interactions",
            defaultValue = "20",
            paramLabel = "NUMBER",
            description = "Interactions per second, each sent once (default: ${DEFAULT-VALUE})")
    private int interactions;

    @Option(
            names = "--items",
            defaultValue = "2244",
            paramLabel = "NUMBER",
            description = "Items of the model (default: ${DEFAULT-VALUE})")
    private int items;

    record Found(
            String benchmark,
            Machine machine,
            int items,
            int factors,
            int users,
            int seconds,
            int ratePerSecond,
            int interactionsPerSecond,
            OutageRun.Outcome outcome,
            int restarts) {}

    @Override
    LoadTool[] tools() {
        return new LoadTool[0];
    }

    @Override
    void check() {
        requireBetween("--seconds", seconds, 1, 3_600);
        requireBetween("--beside-seconds", besideSeconds, 1, 3_600);
        requireBetween("--warm-up-seconds", warmUpSeconds, 1, 3_600);
        requireBetween("--rate", rate, 1, 100_000);
        requireBetween("--interactions", interactions, 1, 100_000);
        requireBetween("--items", items, 120, 10_000_000);
    }

    @Override
    Object measure(BenchStack stack, double loadBefore) throws InterruptedException {
        int restartsBefore = stack.restarts();
        String tenant;
        ModelPublisher.Serving serving;
        // Its connection to the broker ends before the broker does.
        try (var publisher = new ModelPublisher(stack, "outage")) {
            tenant = publisher.tenant();
            serving = publisher.serve(publisher.store(planted(items, options().seed()), "m"));
        }
        var settings = new OutageRun.Settings(
                Duration.ofSeconds(seconds), Duration.ofSeconds(besideSeconds), rate, interactions);
        var outcome = new OutageRun(stack, new OutageRun.Shop(tenant, options().users(), items), settings, this::say)
                .run(Duration.ofSeconds(warmUpSeconds));
        return new Found(
                "outage",
                Machine.now(loadBefore, serving.kernel()),
                items,
                options().factors(),
                options().users(),
                seconds,
                rate,
                interactions,
                outcome,
                stack.restarts() - restartsBefore);
    }
}
