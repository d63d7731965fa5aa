package io.recloop.recommender.feedback;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.embedded.RestartableBroker;
import io.recloop.recommender.stack.OwnBroker;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.SyntheticModel;
import io.recloop.recommender.stack.Watch;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(OwnBroker.class)
class BrokerAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    RestartableBroker broker;

    @Test
    void startsWithoutABrokerThenOutlivesOne() throws Exception {
        // Away from the beginning: up, and not ready, and it says what it waits for.
        get("/q/health/live").then().statusCode(200);
        var early = get("/q/health/ready");
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.asString()).contains("\"model\"", "\"items\"", "\"interactions\"", "the broker");

        OwnBroker.startWithTopics(broker);
        await().atMost(PATIENCE).until(() -> get("/q/health/ready").statusCode() == 200);

        try (var shop = new Shop("steadfast")) {
            shop.serve(new SyntheticModel(300, 20, 50, 8), 1, shop.endOfInteractions());
            assertThat(send(shop, "before").statusCode()).isEqualTo(202);

            broker.stop();
            for (int i = 0; i < 20; i++) {
                var answer = shop.client().get("/v1/users/u1/recommendations");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.jsonPath().getString("modelId")).isEqualTo("als-steadfast-1");
            }
            var refused = send(shop, "during");
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotBlank();
            assertThat(refused.contentType()).startsWith("application/problem+json");
            assertThat(refused.jsonPath().getString("type")).isEqualTo("/problems/not-acknowledged");
            assertThat(refused.jsonPath().getList("eventIds")).hasSize(1);
            assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);

            // What could not be recorded within the patience is given up, and counted.
            await().atMost(PATIENCE).until(() -> get("/q/metrics")
                    .asString()
                    .lines()
                    .filter(line -> line.startsWith("recloop_recommendations_recorded_total{outcome=\"dropped\"}"))
                    .anyMatch(line -> !line.endsWith(" 0.0")));

            broker.start();
            await().atMost(PATIENCE).until(() -> send(shop, "after").statusCode() == 202);
            // What the user did after the broker came back counts in the next answer.
            await().atMost(PATIENCE).until(() -> shop.client()
                    .get("/v1/users/after/recommendations")
                    .jsonPath()
                    .getString("strategy")
                    .equals("folded-in"));
            // Answers are recorded again, too.
            try (var watch = new Watch(Topic.RECOMMENDATIONS)) {
                var asked = shop.client()
                        .get("/v1/users/u2/recommendations")
                        .jsonPath()
                        .getString("requestId");
                watch.await(
                        RecommendationsServed.class, event -> event.requestId().equals(asked));
            }
            shop.serve(new SyntheticModel(301, 20, 50, 8), 2, shop.endOfInteractions());
            losesNothingAndFailsNobodyUnderLoad(shop);
        }
    }

    /// Users are answered and recorded without a pause while the broker goes and comes back.
    private void losesNothingAndFailsNobodyUnderLoad(Shop shop) throws Exception {
        var on = new AtomicBoolean(true);
        var asked = new AtomicInteger();
        var failed = new ConcurrentLinkedQueue<String>();
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var prevented = new AtomicInteger();
        try (var watch = new Watch(Topic.INTERACTIONS);
                var load = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Future<?>>();
            for (int thread = 0; thread < 2; thread++) {
                tasks.add(load.submit(() -> {
                    while (on.get()) {
                        var answer = shop.client().get("/v1/users/u3/recommendations");
                        asked.incrementAndGet();
                        if (answer.statusCode() != 200) {
                            failed.add(answer.asString());
                        }
                    }
                }));
                tasks.add(load.submit(() -> {
                    while (on.get()) {
                        var answer = send(shop, "loaded");
                        if (answer.statusCode() == 202) {
                            acknowledged.addAll(answer.jsonPath().getList("eventIds", String.class));
                        } else if (answer.statusCode() == 503) {
                            prevented.incrementAndGet();
                        } else {
                            failed.add(answer.asString());
                        }
                    }
                }));
            }
            await().until(() -> acknowledged.size() > 20);
            broker.stop();
            // Open, it answers at once: in the time of two acknowledgements that do not come, many more are refused.
            await().atMost(PATIENCE).until(() -> metric("recloop_feedback_breaker_open") == 1);
            int before = prevented.get();
            await().atMost(PATIENCE).until(() -> prevented.get() > before + 50);
            int whileAway = asked.get();
            await().until(() -> asked.get() > whileAway + 50);
            int known = acknowledged.size();
            broker.start();
            await().atMost(PATIENCE).until(() -> acknowledged.size() > known + 20);
            await().atMost(PATIENCE).until(() -> metric("recloop_feedback_breaker_open") == 0);
            on.set(false);
            for (var task : tasks) {
                task.get(30, TimeUnit.SECONDS);
            }
            assertThat(failed).isEmpty();
            for (var id : acknowledged) {
                watch.await(InteractionRecorded.class, event -> event.eventId().equals(id));
            }
            assertThat(watch.seen().stream()
                            .map(Event::eventId)
                            .filter(acknowledged::contains)
                            .collect(Collectors.groupingBy(id -> id, Collectors.counting()))
                            .values())
                    .hasSameSizeAs(acknowledged)
                    .containsOnly(1L);
        }
    }

    private static double metric(String name) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private static Response send(Shop shop, String user) {
        return shop.client()
                .contentType("application/json")
                .body("{\"user\":\"" + user + "\",\"item\":\"i1\",\"action\":\"purchase\"}")
                .post("/v1/interactions");
    }
}
