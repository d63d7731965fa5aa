package io.recloop.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.simulator.ShopSimulation;
import io.recloop.simulator.outlets.KafkaSink;
import io.recloop.simulator.shop.ShopPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The loop as a stranger sees it: the command line, HTTP and topics, on one stack that is started once.
/// The steps build on each other, as a user's do.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoopTest {
    private static final int PORTS = 28_300;
    private static final int USERS = 1_500;

    @TempDir
    static Path dataDir;

    private LocalStack stack;
    private String client = "";
    private String operator = "";

    @BeforeAll
    void openTheShop() throws Exception {
        stack = LocalStack.up(dataDir, PORTS);
        client = stack.token("client");
        operator = stack.token("operator");
        try (var sink = new KafkaSink(stack.bootstrapServers(), "")) {
            new ShopSimulation(ShopPlan.of(7, USERS, 500), sink, Clock.systemUTC())
                    .history(Duration.ofDays(7), 60_000, written -> {});
        }
    }

    @AfterAll
    void closeTheShop() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void withoutAModelTheAnswerSaysSo() throws Exception {
        var answer = recommendations("u-nobody");
        assertThat(answer.path("mode").asText()).isEqualTo("no-model-yet");
        assertThat(answer.path("strategy").asText()).isEqualTo("no-model");
    }

    @Test
    @Order(2)
    void trainingPublishesAModelThatBeatsPopularityAndTheRecommenderServesIt() throws Exception {
        var trained = stack.run("train", "--json");
        assertThat(trained.exit()).as(trained.output() + trained.errors()).isZero();
        var metrics = trained.json().path("metrics");
        double candidate = metrics.path("candidate").path("ndcg@10").asDouble();
        double popularity = metrics.path("popularity").path("ndcg@10").asDouble();
        assertThat(candidate).isGreaterThan(popularity).isPositive();
        awaitServed(trained.json().path("modelId").asText());
    }

    @Test
    @Order(3)
    void aNewUsersRecommendationsChangeWithinASecondOfAnInteraction() throws Exception {
        var before = recommendations("u-brand-new");
        // Whether something trends is a matter of when the history was made up.
        assertThat(before.path("strategy").asText()).isIn("trending", "popular");
        String liked = before.path("items").path(7).path("item").asText();

        var accepted = stack.post(
                stack.recommender("/v1/interactions"),
                client,
                "{\"user\":\"u-brand-new\",\"item\":\"%s\",\"action\":\"purchase\"}".formatted(liked));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);

        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    var after = recommendations("u-brand-new");
                    assertThat(after.path("strategy").asText()).isEqualTo("folded-in");
                    assertThat(items(after)).isNotEqualTo(items(before)).doesNotContain(liked);
                });
    }

    @Test
    @Order(4)
    void threePublicationsUnderLoadFailNoRequestAndMixNoGenerations() throws Exception {
        var published = new HashSet<String>();
        try (var load = SteadyLoad.start(stack, client, USERS)) {
            for (int i = 1; i <= 3; i++) {
                var trained = stack.run("train", "--force", "--set", "seed=" + i, "--json");
                assertThat(trained.exit())
                        .as(trained.output() + trained.errors())
                        .isZero();
                String modelId = trained.json().path("modelId").asText();
                assertThat(published.add(modelId)).isTrue();
                awaitServed(modelId);
                load.awaitAnswersBy(modelId, 50);
            }
            var seen = load.stop();
            assertThat(seen.failures()).isEmpty();
            assertThat(seen.models()).containsAll(published);
            assertThat(seen.recomputed()).isGreaterThan(100);
        }
    }

    @Test
    @Order(5)
    void whatIsAskedWithoutTheRightTokenIsRefused() throws Exception {
        assertThat(stack.post(stack.training("/v1/training-runs"), client, "{}").statusCode())
                .isEqualTo(403);
        assertThat(stack.post(stack.training("/v1/training-runs"), "nonsense", "{}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @Order(6)
    void aRetrainWithNothingNewIsRefusedAndSaysWhatWasMeasured() throws Exception {
        var trained = stack.run("train", "--json");
        assertThat(trained.exit()).as(trained.output() + trained.errors()).isEqualTo(1);
        assertThat(trained.json().path("status").asText()).isEqualToIgnoringCase("refused");
        assertThat(trained.json().path("gate").path("results")).isNotEmpty();
    }

    @Test
    @Order(7)
    void aKilledServiceIsStartedAgainAndServesTheSameModel() throws Exception {
        var before = recommendations("u-brand-new");
        String modelId = before.path("modelId").asText();
        String bought = before.path("items").path(0).path("item").asText();
        assertThat(stack.post(
                                stack.recommender("/v1/interactions"),
                                client,
                                "{\"user\":\"u-brand-new\",\"item\":\"%s\",\"action\":\"purchase\"}".formatted(bought))
                        .statusCode())
                .isEqualTo(202);
        var killed = stack.process("recommender");
        killed.destroyForcibly();
        killed.onExit().join();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            assertThat(stack.restarts("recommender")).isEqualTo(1);
            var after = recommendations("u-brand-new");
            assertThat(after.path("modelId").asText()).isEqualTo(modelId);
            assertThat(after.path("strategy").asText()).isEqualTo("folded-in");
            assertThat(items(after)).hasSize(10).doesNotContain(bought);
        });
    }

    private JsonNode recommendations(String user) throws Exception {
        return stack.get(stack.recommender("/v1/users/" + user + "/recommendations?limit=10"), client);
    }

    private void awaitServed(String modelId) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stack.get(stack.recommender("/v1/model"), operator)
                                .at("/model/modelId")
                                .asText())
                        .isEqualTo(modelId));
    }

    private static List<String> items(JsonNode answer) {
        var items = new ArrayList<String>();
        answer.path("items").forEach(item -> items.add(item.path("item").asText()));
        return items;
    }
}
