package io.recloop.recommender.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.recommender.stack.Bundles;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class HotSwapTest {
    private static final int CLIENTS = 3;
    private static final int ANSWERS_OF_EACH = 40;

    /// |score − exact| for 16 factors of norms below 4: 2·16·2⁻²⁴·16 (numerics, ItemTiles).
    private static final double SCORE_ERROR = 3e-5;

    @Inject
    ModelMetrics memory;

    private record Answer(String user, int status, String body) {}

    @Test
    void threePublicationsUnderLoadFailNoRequestAndMixNoTwoGenerations() throws Exception {
        try (var shop = new Shop("swapping");
                var clients = Executors.newFixedThreadPool(CLIENTS);
                var http = HttpClient.newHttpClient()) {
            int mappedBefore = memory.mappedBundles();
            var offsets = shop.endOfInteractions();
            shop.write(
                    Topic.INTERACTIONS,
                    new InteractionRecorded(
                            UUID.randomUUID().toString(),
                            "swapping",
                            Instant.now(),
                            "folded",
                            "i11",
                            Action.LIKE,
                            null,
                            null,
                            null));
            shop.serve(new SyntheticModel(100, 40, 150, 16), 1, offsets);
            await().until(() -> shop.client()
                    .get("/v1/users/folded/recommendations")
                    .jsonPath()
                    .getString("strategy")
                    .equals("folded-in"));

            Queue<Answer> answers = new ConcurrentLinkedQueue<>();
            var load = new AtomicBoolean(true);
            var running = java.util.stream.IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(client -> clients.submit(() -> ask(http, shop, client, load, answers)))
                    .toList();
            // Other numbers of items and factors each time: an answer of two generations would not compute.
            awaitAnswersOf(1, answers);
            shop.serve(new SyntheticModel(101, 40, 120, 12), 2, offsets);
            awaitAnswersOf(2, answers);
            shop.serve(new SyntheticModel(102, 40, 180, 16), 3, offsets);
            awaitAnswersOf(3, answers);
            shop.serve(new SyntheticModel(103, 40, 150, 8), 4, offsets);
            awaitAnswersOf(4, answers);
            load.set(false);
            for (var one : running) {
                one.get();
            }

            var bundles = new HashMap<String, SyntheticModel>();
            assertThat(answers).hasSizeGreaterThan(4 * ANSWERS_OF_EACH);
            for (var answer : answers) {
                assertThat(answer.status).as(answer.body).isEqualTo(200);
                var json = EventCodec.JSON.readTree(answer.body);
                var modelId = json.get("modelId").textValue();
                if (!bundles.containsKey(modelId)) {
                    bundles.put(modelId, read(shop, modelId));
                }
                requireOfOneGeneration(answer, json, bundles.get(modelId));
            }
            assertThat(bundles).hasSize(4);
            // Every model but the last has given back what it mapped.
            await().until(() -> memory.mappedBundles() <= mappedBefore + 1);
            assertThat(memory.mappedBytes()).isPositive();
        }
    }

    private static void requireOfOneGeneration(Answer answer, JsonNode json, SyntheticModel bundle) {
        var items = json.get("items");
        assertThat(items).hasSize(10);
        for (var line : items) {
            int row = Integer.parseInt(line.get("item").textValue().substring(1));
            double score = line.get("score").doubleValue();
            switch (json.get("strategy").textValue()) {
                case "personalized" ->
                    assertThat(score)
                            .isCloseTo(
                                    bundle.score(bundle.user(Integer.parseInt(answer.user.substring(1))), row),
                                    within(SCORE_ERROR));
                case "folded-in" ->
                    assertThat(score).isCloseTo(bundle.score(bundle.solve(11), row), within(SCORE_ERROR));
                case "popular" -> assertThat(score).isEqualTo(bundle.content().itemPopularity()[row]);
                default -> throw new AssertionError(answer.body);
            }
        }
    }

    private static SyntheticModel read(Shop shop, String modelId) throws Exception {
        return new SyntheticModel(BundleReader.read(shop.storeFolder().resolve("models/" + modelId), null)
                .content());
    }

    private static void awaitAnswersOf(long generation, Queue<Answer> answers) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> answers.stream()
                                .filter(answer -> answer.body.contains("\"generation\":" + generation + ","))
                                .count()
                        >= ANSWERS_OF_EACH);
    }

    private static Void ask(HttpClient http, Shop shop, int client, AtomicBoolean load, Queue<Answer> answers)
            throws Exception {
        var token = shop.token("client");
        var users = List.of("u" + client, "folded", "stranger" + client, "u" + (client + CLIENTS));
        for (int i = 0; load.get(); i++) {
            var user = users.get(i % users.size());
            var request = HttpRequest.newBuilder(URI.create(
                            "http://localhost:" + RestAssured.port + "/v1/users/" + user + "/recommendations"))
                    .header("Authorization", "Bearer " + token)
                    .timeout(Duration.ofSeconds(20))
                    .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            answers.add(new Answer(user, response.statusCode(), response.body()));
        }
        return null;
    }

    @Test
    void aModelThatIsBroughtBackUnderAHigherGenerationServesAgain() {
        try (var shop = new Shop("returning")) {
            var planted = new SyntheticModel(110, 20, 50, 8);
            var offsets = shop.endOfInteractions();
            shop.serve(planted, 1, offsets);
            shop.serve(new SyntheticModel(111, 20, 50, 8), 2, offsets);
            var folder = shop.storeFolder().resolve("models/als-returning-1/manifest.json");
            var again = SyntheticModel.announcement("returning", 3, "als-returning-1", Bundles.sha256(folder));
            shop.write(Topic.MODEL_PUBLISHED, again);
            await().untilAsserted(() -> {
                Map<String, Object> model =
                        shop.client().get("/v1/model").jsonPath().getMap("model");
                assertThat(model).containsEntry("modelId", "als-returning-1").containsEntry("generation", 3);
            });
        }
    }

    @Test
    void aBprModelServesItsUsersAndHearsWhatTheyDoNext() {
        try (var shop = new Shop("pairing")) {
            var offsets = shop.endOfInteractions();
            var planted = new SyntheticModel(121, 20, 50, 8).ofPairs();
            shop.serve(planted, 1, offsets);
            requireScores(shop, planted, "personalized", planted.user(3));

            shop.write(
                    Topic.INTERACTIONS,
                    new InteractionRecorded(
                            UUID.randomUUID().toString(),
                            "pairing",
                            Instant.now(),
                            "u3",
                            "i11",
                            Action.LIKE,
                            null,
                            null,
                            null));
            var liked = IntStream.concat(Arrays.stream(planted.liked(3)), IntStream.of(11))
                    .toArray();
            await().untilAsserted(() -> requireScores(shop, planted, "folded-in", planted.solvePairs(liked)));
        }
    }

    private static void requireScores(Shop shop, SyntheticModel planted, String strategy, float[] user) {
        var answer = shop.client().get("/v1/users/u3/recommendations?limit=3").jsonPath();
        assertThat(answer.getString("strategy")).isEqualTo(strategy);
        for (int line = 0; line < 3; line++) {
            int row = Integer.parseInt(
                    answer.getString("items[%d].item".formatted(line)).substring(1));
            assertThat(answer.getDouble("items[%d].score".formatted(line)))
                    .isCloseTo(planted.score(user, row), within(SCORE_ERROR));
        }
    }

    @Test
    void aModelOfAnotherAlgorithmTakesOverAndExplainsItself() {
        try (var shop = new Shop("changing")) {
            var offsets = shop.endOfInteractions();
            shop.serve(new SyntheticModel(120, 20, 50, 8), 1, offsets);
            shop.serve(new SyntheticModel(120, 20, 50, 8).ofItemWeights(), 2, offsets);
            var answer = shop.client()
                    .get("/v1/users/u3/recommendations?explain=true&limit=3")
                    .jsonPath();
            assertThat(answer.getString("modelId")).isEqualTo("ease-changing-2");
            assertThat(answer.getString("strategy")).isEqualTo("personalized");
            assertThat(answer.getString("items[0].source")).isEqualTo("collaborative");
            double reasons = answer.getList("items[0].because.contribution", Double.class).stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            // 8 products of at most 1 in single precision: 8·2⁻²⁴·8.
            assertThat(reasons + answer.getDouble("items[0].rest"))
                    .isCloseTo(answer.getDouble("items[0].score"), within(4e-6));
            assertThat(shop.client().get("/v1/model").jsonPath().getString("model.algorithm"))
                    .isEqualTo("ease");
        }
    }
}
