package io.recloop.local.bench;

import io.recloop.local.layout.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how many interactions per second get into the lake, beside a consumer that does nothing with them.",
            "",
            "training-service is paused while the interactions are written to the topic. In the full stack all other services read them too; alone, those are paused."
        })
public final class IngestBench extends LoadBench {
    private static final Set<Service> NONE = Set.of();
    private static final Set<Service> OTHERS = Set.copyOf(EnumSet.complementOf(EnumSet.of(Service.TRAINING)));

    @Option(
            names = "--events",
            defaultValue = "1000000",
            paramLabel = "NUMBER",
            description = "Interactions of each round (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "NUMBER",
            description =
                    "Rounds with the full stack, and as many with training-service alone (default: ${DEFAULT-VALUE}).")
    private int rounds;

    /// The median round by its ratio.
    record Side(
            double lakeEventsPerSecond, double bareConsumerEventsPerSecond, double ratio, List<IngestRound> rounds) {
        static Side of(List<IngestRound> rounds) {
            var median = rounds.stream()
                    .sorted(Comparator.comparingDouble(IngestRound::ratio))
                    .skip(rounds.size() / 2)
                    .findFirst()
                    .orElseThrow();
            return new Side(
                    median.lakeEventsPerSecond(),
                    median.bareConsumerEventsPerSecond(),
                    median.ratio(),
                    List.copyOf(rounds));
        }
    }

    record Found(String benchmark, Machine machine, int events, Side fullStack, Side trainingAlone) {}

    @Override
    LoadTool[] tools() {
        return new LoadTool[0];
    }

    @Override
    void check() {
        requireBetween("--events", events, 1_000, 100_000_000);
        requireBetween("--rounds", rounds, 1, 100);
    }

    @Override
    Object measure(BenchStack stack, double loadBefore) throws InterruptedException {
        var full = new ArrayList<IngestRound>();
        var alone = new ArrayList<IngestRound>();
        try (var run = new IngestRun(stack, options().seed())) {
            say("warming up with %,d interactions", events);
            run.round(events, OTHERS);
            for (int round = 1; round <= rounds; round++) {
                full.add(said("full stack", run.round(events, NONE)));
                alone.add(said("training-service alone", run.round(events, OTHERS)));
            }
        }
        return new Found("ingest", Machine.now(loadBefore, ""), events, Side.of(full), Side.of(alone));
    }

    private IngestRound said(String where, IngestRound round) {
        say(
                "%s: %,.0f events per second into the lake, %,.0f past the bare consumer, ratio %.3f",
                where, round.lakeEventsPerSecond(), round.bareConsumerEventsPerSecond(), round.ratio());
        return round;
    }
}
