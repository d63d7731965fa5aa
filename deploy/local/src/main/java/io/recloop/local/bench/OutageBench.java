package io.recloop.local.bench;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "outage",
        mixinStandardHelpOptions = true,
        description = {
            "Takes the broker away under load: whether users are still answered, and whether the topic holds every interaction that was acknowledged.",
            "",
            "The broker's process is killed, and killed again whenever the supervisor has started another, until the time is over; with --data-dir this happens to the stack that runs there. The load comes from this process."
        })
public final class OutageBench extends LoadBench {
    @Option(
            names = "--seconds",
            defaultValue = "120",
            paramLabel = "NUMBER",
            description = "How long the broker is away; ${DEFAULT-VALUE} unless told otherwise.")
    private int seconds;

    @Option(
            names = "--beside-seconds",
            defaultValue = "10",
            paramLabel = "NUMBER",
            description =
                    "How long the same load runs before, and after the broker is back; ${DEFAULT-VALUE} unless told otherwise.")
    private int besideSeconds;

    @Option(
            names = "--warm-up-seconds",
            defaultValue = "90",
            paramLabel = "NUMBER",
            description =
                    "How long at most the load runs before anything counts; it ends when the answers get no quicker. ${DEFAULT-VALUE} unless told otherwise.")
    private int warmUpSeconds;

    @Option(
            names = "--rate",
            defaultValue = "200",
            paramLabel = "NUMBER",
            description = "Requests for lists per second; ${DEFAULT-VALUE} unless told otherwise.")
    private int rate;

    @Option(
            names = "--interactions",
            defaultValue = "20",
            paramLabel = "NUMBER",
            description = "Interactions per second, each sent once; ${DEFAULT-VALUE} unless told otherwise.")
    private int interactions;

    @Option(
            names = "--items",
            defaultValue = "2244",
            paramLabel = "NUMBER",
            description = "Items of the model; ${DEFAULT-VALUE} unless told otherwise.")
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
        var outcome = new OutageRun(stack, tenant, options().users(), items, settings, this::say)
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
