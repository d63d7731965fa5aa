package io.recloop.local.bench;

import io.recloop.local.client.Role;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serving",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the recommend endpoint with an endpoint that returns a constant body of the same size.",
            "",
            "limit 10, seen items excluded, tokens verified by both. First the maximum rate with wrk, with the constant endpoint measured before and after; then hey at a constant rate."
        })
public final class ServingBench extends LoadBench {
    private static final String RECOMMEND = "/v1/users/USER/recommendations?limit=10";

    @Option(
            names = "--items",
            defaultValue = "2244,10000",
            split = ",",
            paramLabel = "NUMBER",
            description = "Catalogue sizes, measured one after another (default: ${DEFAULT-VALUE})")
    private List<Integer> sizes;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            paramLabel = "NUMBER",
            description = "Seconds of each measurement (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--connections",
            defaultValue = "8",
            paramLabel = "NUMBER",
            description = "Connections of wrk (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--rate",
            defaultValue = "1000",
            paramLabel = "NUMBER",
            description = "Requests per second of hey (default: ${DEFAULT-VALUE})")
    private int rate;

    /// @param ratio of the recommend endpoint's requests per second to the mean of the constant one's
    record Size(
            int items,
            int factors,
            int users,
            String search,
            int bodyBytes,
            Wrk.Result constantBefore,
            Wrk.Result recommend,
            Wrk.Result constantAfter,
            double ratio,
            Hey.Result atRate) {}

    record Found(String benchmark, Machine machine, int connections, int seconds, List<Size> sizes) {}

    @Override
    LoadTool[] tools() {
        return new LoadTool[] {LoadTool.WRK, LoadTool.HEY};
    }

    @Override
    void check() {
        requireBetween("--seconds", seconds, 1, 3_600);
        requireBetween("--connections", connections, 1, 10_000);
        requireBetween("--rate", rate, 1, 1_000_000);
        sizes.forEach(size -> requireBetween("--items", size, 120, 10_000_000));
    }

    @Override
    Object measure(BenchStack stack, double loadBefore) throws InterruptedException {
        var kernel = "";
        var found = new ArrayList<Size>();
        for (int items : sizes) {
            try (var publisher = new ModelPublisher(stack, "serving" + items)) {
                var serving =
                        publisher.serve(publisher.store(planted(items, options().seed()), "m"));
                kernel = serving.kernel();
                found.add(measure(stack, publisher.tenant(), items, serving.search()));
            }
        }
        return new Found("serving", Machine.now(loadBefore, kernel), connections, seconds, found);
    }

    private Size measure(BenchStack stack, String tenant, int items, String search) {
        int users = options().users();
        var wrk = new Wrk(stack.scratch(), stack.recommender(), stack.token(Role.CLIENT, tenant));
        int bytes = AnswerSize.bytes(new Requests(stack.recommender(), stack.token(Role.CLIENT, tenant)), users);
        var constant = new Wrk.Load(AnswerSize.constant(bytes), users, connections, seconds, 0);
        var recommend = new Wrk.Load(RECOMMEND, users, connections, seconds, 0);
        say("%,d items: warming up", items);
        wrk.warmUp(RECOMMEND, users, connections);
        wrk.warmUp(constant.path(), users, connections);
        say(
                "%,d items: %d s each of the constant endpoint, recommendations, and the constant one again",
                items, seconds);
        var before = wrk.run(constant, false);
        var answered = wrk.run(recommend, false);
        var after = wrk.run(constant, false);
        say("%,d items: %d requests per second", items, rate);
        var hey = new Hey(stack.recommender(), stack.token(Role.CLIENT, tenant));
        hey.run(RECOMMEND, users, rate, Math.max(1, seconds / 4));
        var atRate = hey.run(RECOMMEND, users, rate, seconds);
        double ratio = answered.requestsPerSecond() / ((before.requestsPerSecond() + after.requestsPerSecond()) / 2);
        return new Size(
                items, options().factors(), users, search, bytes, before, answered, after, rounded(ratio, 3), atRate);
    }
}
