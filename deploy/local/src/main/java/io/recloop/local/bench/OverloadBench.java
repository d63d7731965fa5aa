package io.recloop.local.bench;

import io.recloop.local.client.Role;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        description = {
            "Sends more requests than the service can answer. Measures what is still answered, what is refused, how memory changes, and how long recovery takes.",
            "",
            "A short ramp of connections finds the sustainable rate. Then wrk offers three times that rate on more connections than the service admits. Status codes and degraded responses are counted from the responses."
        })
public final class OverloadBench extends LoadBench {
    private static final String RECOMMEND = "/v1/users/USER/recommendations?limit=10";
    private static final List<Integer> RAMP = List.of(4, 8, 16, 32, 64);
    private static final int WARM_UP_CONNECTIONS = 32;
    private static final double SUSTAINABLE_P99_MILLIS = 50;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            paramLabel = "NUMBER",
            description = "Length of the overload in seconds (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--ramp-seconds",
            defaultValue = "5",
            paramLabel = "NUMBER",
            description = "Seconds of each step of the ramp (default: ${DEFAULT-VALUE})")
    private int rampSeconds;

    @Option(
            names = "--times",
            defaultValue = "3",
            paramLabel = "NUMBER",
            description = "Offered rate as a multiple of the sustainable rate (default: ${DEFAULT-VALUE})")
    private double times;

    @Option(
            names = "--connections",
            defaultValue = "1500",
            paramLabel = "NUMBER",
            description = "Connections during the overload (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--items",
            defaultValue = "2244",
            paramLabel = "NUMBER",
            description = "Items of the model (default: ${DEFAULT-VALUE})")
    private int items;

    /// What many connections cost an endpoint that has nothing to do: the same constant answer on those of the ramp's
    /// best step and on those of the overload.
    ///
    /// @param ratio of the second to the first
    record Constant(int bodyBytes, Wrk.Result few, Wrk.Result many, double ratio) {}

    record Step(int connections, Wrk.Result result) {}

    /// What was answered with 200 during the overload, per second.
    ///
    /// @param full     everything was done for them, as for all answers of the ramp
    /// @param fallback `degraded`: what is popular, or what there was time for
    /// @param ofPeak   both, to the most answers with 200 of the ramp
    /// @param fullOfPeak full ones alone, likewise
    record Goodput(double full, double fallback, double ofPeak, double fullOfPeak) {
        static Goodput of(Wrk.Result overload, double peak) {
            double full = (overload.ok() - overload.degraded()) / overload.seconds();
            double fallback = overload.degraded() / overload.seconds();
            return new Goodput(
                    rounded(full, 1),
                    rounded(fallback, 1),
                    rounded((full + fallback) / peak, 3),
                    rounded(full / peak, 3));
        }
    }

    /// @param sustainablePerSecond the most answers of the ramp with a p99 of at most 50 ms, none cheaper and none
    ///     failed
    /// @param peakPerSecond        the most answers with 200 of the ramp
    /// @param offeredPerSecond     wanted; what the generator came to is the overload's `requestsPerSecond`
    /// @param restarts             of the service during the run
    record Found(
            String benchmark,
            Machine machine,
            int items,
            int factors,
            int users,
            List<Step> ramp,
            double sustainablePerSecond,
            double peakPerSecond,
            double offeredPerSecond,
            int connections,
            Wrk.Result overload,
            Goodput goodput,
            Constant constant,
            MemoryWatch.Seen memory,
            int restarts,
            Recovery.Outcome recovery) {}

    @Override
    LoadTool[] tools() {
        return new LoadTool[] {LoadTool.WRK};
    }

    @Override
    void check() {
        requireBetween("--seconds", seconds, 1, 3_600);
        requireBetween("--ramp-seconds", rampSeconds, 1, 600);
        requireBetween("--times", times, 1, 100);
        requireBetween("--connections", connections, 1, 10_000);
        requireBetween("--items", items, 120, 10_000_000);
    }

    @Override
    Object measure(BenchStack stack, double loadBefore) throws InterruptedException {
        try (var publisher = new ModelPublisher(stack, "overload");
                var recovery = new Recovery(
                        new Requests(stack.recommender(), stack.token(Role.CLIENT, publisher.tenant())),
                        options().users())) {
            int restartsBefore = stack.restarts();
            var serving =
                    publisher.serve(publisher.store(planted(items, options().seed()), "m"));
            var wrk = new Wrk(stack.scratch(), stack.recommender(), stack.token(Role.CLIENT, publisher.tenant()));
            say("warming up");
            wrk.warmUp(RECOMMEND, options().users(), WARM_UP_CONNECTIONS);
            var ramp = ramp(wrk);
            double peak = ramp.stream()
                    .mapToDouble(step -> step.result.okPerSecond())
                    .max()
                    .orElse(0);
            double sustainable = sustainable(ramp);
            recovery.measureNormal();
            var constant = constant(stack, publisher.tenant(), wrk, ramp, peak);
            say(
                    "%.0f a second are sustainable; %.0f a second on %d connections for %d s",
                    sustainable, times * sustainable, connections, seconds);
            Wrk.Result overload;
            MemoryWatch.Seen memory;
            try (var watch = new MemoryWatch(stack)) {
                overload = wrk.run(load(connections, seconds, times * sustainable), true);
                memory = watch.end();
            }
            say("recovering");
            return new Found(
                    "overload",
                    Machine.now(loadBefore, serving.kernel()),
                    items,
                    options().factors(),
                    options().users(),
                    ramp,
                    rounded(sustainable, 1),
                    rounded(peak, 1),
                    rounded(times * sustainable, 1),
                    connections,
                    overload,
                    Goodput.of(overload, peak),
                    constant,
                    memory,
                    stack.restarts() - restartsBefore,
                    recovery.measure());
        }
    }

    private List<Step> ramp(Wrk wrk) {
        var steps = new ArrayList<Step>();
        for (int connectionsOfStep : RAMP) {
            var result = wrk.run(load(connectionsOfStep, rampSeconds, 0), true);
            say(
                    "%d connections: %.0f answers a second, p99 %.1f ms",
                    connectionsOfStep, result.okPerSecond(), result.p99());
            steps.add(new Step(connectionsOfStep, result));
        }
        return steps;
    }

    private Constant constant(BenchStack stack, String tenant, Wrk wrk, List<Step> ramp, double peak) {
        int bytes = AnswerSize.bytes(
                new Requests(stack.recommender(), stack.token(Role.CLIENT, tenant)),
                options().users());
        int best = ramp.stream()
                .filter(step -> step.result.okPerSecond() >= peak)
                .findFirst()
                .map(Step::connections)
                .orElse(WARM_UP_CONNECTIONS);
        say("the constant endpoint on %d and on %d connections", best, connections);
        var path = AnswerSize.constant(bytes);
        var few = wrk.run(new Wrk.Load(path, options().users(), best, rampSeconds, 0), true);
        var many = wrk.run(new Wrk.Load(path, options().users(), connections, rampSeconds, 0), true);
        return new Constant(bytes, few, many, rounded(many.okPerSecond() / few.okPerSecond(), 3));
    }

    /// Where not one step is good enough, the first one is the best there is.
    static double sustainable(List<Step> ramp) {
        return ramp.stream()
                .map(Step::result)
                .filter(result -> result.p99() <= SUSTAINABLE_P99_MILLIS)
                .filter(result -> result.failed() + result.degraded() + result.tooMany() + result.unavailable() == 0)
                .mapToDouble(Wrk.Result::okPerSecond)
                .max()
                .orElseGet(() -> ramp.getFirst().result.okPerSecond());
    }

    private Wrk.Load load(int connectionsOfIt, int secondsOfIt, double perSecond) {
        return new Wrk.Load(RECOMMEND, options().users(), connectionsOfIt, secondsOfIt, perSecond);
    }
}
