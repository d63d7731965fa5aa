package io.recloop.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.Role;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "freshness",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how soon an interaction changes the user's recommendations.",
            "",
            "A user clicks the first recommended item. The time is measured from the acknowledgement of the click over HTTP to the first response without the item; requests follow each other without a pause. This process generates the load."
        })
public final class FreshnessBench extends LoadBench {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration BACKGROUND_ALONE = Duration.ofSeconds(3);
    private static final int WARM_UP_RATE = 200;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Option(
            names = "--rounds",
            defaultValue = "300",
            paramLabel = "NUMBER",
            description = "Clicks to measure, each by a different user (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--background",
            defaultValue = "200",
            paramLabel = "NUMBER",
            description = "Interactions per second of other users (default: ${DEFAULT-VALUE})")
    private int background;

    @Option(
            names = "--items",
            defaultValue = "2244",
            paramLabel = "NUMBER",
            description = "Items of the model (default: ${DEFAULT-VALUE})")
    private int items;

    /// @param seen             clicks that changed the list within ten seconds
    /// @param foldedIn         changed recommendations that came from a fold-in
    /// @param acknowledged     from sending a click to its acknowledgement; milliseconds
    /// @param changed          from there to the changed list
    /// @param backgroundSent   interactions of others
    /// @param backgroundByStatus those of them that were answered with each status; 0 for no answer
    record Found(
            String benchmark,
            Machine machine,
            int items,
            int factors,
            int users,
            int rounds,
            long seen,
            long foldedIn,
            Latencies.Summary acknowledged,
            Latencies.Summary changed,
            int backgroundPerSecond,
            long backgroundSent,
            Map<Integer, Long> backgroundByStatus) {}

    @Override
    LoadTool[] tools() {
        return new LoadTool[0];
    }

    @Override
    void check() {
        requireBetween("--rounds", rounds, 1, options().users() / 2.0);
        requireBetween("--background", background, 0, 100_000);
        requireBetween("--items", items, 120, 10_000_000);
    }

    @Override
    Object measure(BenchStack stack, double loadBefore) throws InterruptedException {
        try (var publisher = new ModelPublisher(stack, "freshness");
                var client = HttpClient.newHttpClient();
                var load = new OpenLoop();
                var sending = Executors.newSingleThreadExecutor()) {
            var serving =
                    publisher.serve(publisher.store(planted(items, options().seed()), "m"));
            var requests = new Requests(stack.recommender(), stack.token(Role.CLIENT, publisher.tenant()));
            say("warming up");
            load.run(
                    WARM_UP_RATE,
                    OpenLoop.during(WARM_UP),
                    number -> requests.recommend((int) (number * 7 % options().users())),
                    answer -> {});
            var statuses = new ConcurrentSkipListMap<Integer, Long>();
            var on = new AtomicBoolean(background > 0);
            // The upper half of the users makes the noise, the lower half is followed.
            int half = options().users() / 2;
            var sent = sending.submit(() -> load.run(
                    Math.max(1, background),
                    on::get,
                    number -> requests.click(
                            half + (int) (number % (options().users() - half)), "i" + number * 31 % items),
                    answer -> statuses.merge(answer.status(), 1L, Long::sum)));
            var rounding = new Rounds(client, requests);
            try {
                say("%d clicks, beside %d others a second", rounds, background);
                pause(BACKGROUND_ALONE.toMillis());
                rounding.run();
            } finally {
                on.set(false);
            }
            return new Found(
                    "freshness",
                    Machine.now(loadBefore, serving.kernel()),
                    items,
                    options().factors(),
                    options().users(),
                    rounds,
                    rounding.changed.count(),
                    rounding.foldedIn,
                    rounding.acknowledged.summary(),
                    rounding.changed.summary(),
                    background,
                    sent.get(),
                    statuses);
        } catch (ExecutionException e) {
            throw new LocalFailure("the load ended: " + e.getCause());
        }
    }

    private final class Rounds {
        final Latencies acknowledged = new Latencies();
        final Latencies changed = new Latencies();
        long foldedIn;
        private final HttpClient client;
        private final Requests requests;

        Rounds(HttpClient client, Requests requests) {
            this.client = client;
            this.requests = requests;
        }

        void run() {
            for (int round = 0; round < rounds; round++) {
                int user = (int) ((long) round * (options().users() / 2) / rounds);
                follow(user);
                if ((round + 1) % 100 == 0) {
                    say("%d of %d clicks", round + 1, rounds);
                }
            }
        }

        private void follow(int user) {
            var item = list(user).path("items").path(0).path("item").asText();
            if (item.isEmpty()) {
                throw new LocalFailure("a user of the model got an empty list");
            }
            long begin = System.nanoTime();
            send(requests.click(user, item));
            long acknowledgedAt = System.nanoTime();
            acknowledged.add(acknowledgedAt - begin);
            while (System.nanoTime() - acknowledgedAt < GIVE_UP_NANOS) {
                var list = list(user);
                if (list.path("items").findValuesAsText("item").contains(item)) {
                    continue;
                }
                changed.add(System.nanoTime() - acknowledgedAt);
                foldedIn += list.path("strategy").asText().equals("folded-in") ? 1 : 0;
                return;
            }
        }

        private JsonNode list(int user) {
            try {
                return EventCodec.JSON.readTree(send(requests.recommend(user)));
            } catch (IOException e) {
                throw new LocalFailure("the recommender answers with something else than JSON");
            }
        }

        private byte[] send(HttpRequest.Builder request) {
            try {
                var answer = client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() / 100 != 2) {
                    throw new LocalFailure("the recommender answers " + answer.statusCode());
                }
                return answer.body();
            } catch (IOException e) {
                throw new LocalFailure("the recommender does not answer: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalFailure("interrupted");
            }
        }
    }
}
