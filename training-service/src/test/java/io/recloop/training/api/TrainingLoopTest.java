package io.recloop.training.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.ModelEvent;
import io.recloop.contracts.events.ModelServing;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunCancelled;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStatus;
import io.recloop.contracts.events.ShadowAnnounced;
import io.recloop.kit.topics.TopicNames;
import io.recloop.training.PlantedShop;
import io.recloop.training.TrainingStack;
import io.recloop.training.wire.EventLog;
import io.recloop.training.wire.KafkaClients;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The service from outside: events in, runs asked for over HTTP, models out.
@QuarkusTest
@WithTestResource(TrainingStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainingLoopTest {
    private static final Duration RUN = Duration.ofSeconds(60);

    private static final PlantedShop SHOP =
            new PlantedShop(7, Instant.now().minus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));

    private static String firstModel;

    @Inject
    KafkaClients clients;

    @Inject
    TopicNames names;

    @Inject
    ArtifactStore store;

    @Inject
    EventLog log;

    @ConfigProperty(name = "test.token.operator")
    String operator;

    @ConfigProperty(name = "test.token.client")
    String client;

    @TempDir
    Path folder;

    private Wire wire;

    @BeforeEach
    void awaitReady() {
        wire = new Wire(clients, names);
        await().atMost(RUN)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    @Order(1)
    void aRunWithoutAnyDataIsRefusedAndSaysWhy() {
        var run = finished(request("{}"));

        assertThat(run.getString("status")).isEqualTo("REFUSED");
        assertThat(run.getString("reason")).contains("no interaction has arrived yet");
    }

    @Test
    @Order(2)
    void whatIsNoEventIsPutAsideWithItsReasonAndReadingGoesOn() {
        var valid = SHOP.likes(1).getFirst();
        var text = new String(EventCodec.write(valid), StandardCharsets.UTF_8);
        wire.send(
                Topic.INTERACTIONS,
                List.of(
                        "{not json".getBytes(StandardCharsets.UTF_8),
                        text.replace("interaction-recorded", "interaction-dreamt")
                                .getBytes(StandardCharsets.UTF_8),
                        text.replace("\"user\":\"u0\",", "").getBytes(StandardCharsets.UTF_8),
                        text.replaceAll("\"occurredAt\":\"[^\"]*\"", "\"occurredAt\":\"1815-06-18T11:00:00Z\"")
                                .getBytes(StandardCharsets.UTF_8),
                        new byte[10 * 1024 * 1024],
                        EventCodec.write(valid)));

        await().atMost(RUN).untilAsserted(() -> assertThat(lake().getLong("interactions.events"))
                .isEqualTo(1));
        var letters = wire.records(names.deadLetter(Topic.INTERACTIONS));
        assertThat(letters)
                .extracting(letter -> Wire.header(letter, "dead-letter-code"))
                .containsExactlyInAnyOrder(
                        "malformed", "unknown-type", "invalid-field", "implausible-time", "too-large");
        assertThat(letters).allSatisfy(letter -> assertThat(Wire.header(letter, "dead-letter-reason"))
                .isNotBlank());
        assertThat(letters)
                .allSatisfy(letter -> assertThat(letter.value().length).isLessThanOrEqualTo(64 * 1024));
        assertThat(lake().getLong("interactions.refused.malformed")).isEqualTo(1);
        given().get("/q/metrics")
                .then()
                .body(containsString("recloop_lake_refused_total{code=\"too-large\",topic=\"interactions\"} 1.0"));
    }

    @Test
    @Order(3)
    void trainsJudgesAndPublishesAModelThatBeatsPopularity() throws Exception {
        wire.send(Topic.INTERACTIONS, Wire.bytes(SHOP.likes(12)));

        var runId = request("{\"reason\":\"the first one\",\"parameters\":{\"iterations\":8,\"seed\":\"5\"}}");
        var run = finished(runId);

        assertThat(run.getString("status")).as(run.prettify()).isEqualTo("SUCCEEDED");
        assertThat(run.getDouble("metrics.candidate.'ndcg@10'"))
                .isGreaterThan(2 * run.getDouble("metrics.popularity.'ndcg@10'"));
        assertThat(run.getString("gate.verdict")).isEqualTo("PASSED");
        assertThat(run.getList("iterations")).hasSize(16);
        var published = wire.published().getLast();
        assertThat(published.modelId()).isEqualTo(run.getString("modelId"));
        assertThat(published.generation()).isEqualTo(1);
        store.fetch("models/" + published.modelId(), folder.resolve("bundle"));
        var bundle = BundleReader.read(folder.resolve("bundle"), published.manifestSha256());
        assertThat(bundle.content().users()).hasSize(PlantedShop.USERS);
        assertThat(bundle.manifest().metrics().get("ndcg@10").low()).isPositive();
        assertThat(bundle.manifest().offsets().get("interactions").values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(wire.ends(Topic.INTERACTIONS));
        assertThat(store.list("datasets")).contains(published.datasetVersion());
        firstModel = published.modelId();
        var told = wire.told(runId);
        assertThat(told)
                .filteredOn(RunProgressed.class::isInstance)
                .extracting(event -> ((RunProgressed) event).stage())
                .contains("ingest", "dataset", "train", "evaluate", "judge", "refit", "write", "publish");
        assertThat(told.getLast()).isInstanceOfSatisfying(RunFinished.class, end -> {
            assertThat(end.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(end.result()).containsEntry("modelId", firstModel);
        });
    }

    @Test
    @Order(4)
    void theRegistryTellsWhichReplicaServesTheModel() {
        var malformed = "{".getBytes(StandardCharsets.UTF_8);
        wire.send(Topic.MODEL_STATUS, "default/buried", null);
        wire.send(Topic.MODEL_STATUS, "default/malformed", malformed);
        log.append(
                Topic.MODEL_STATUS,
                new ModelServing(
                        UUID.randomUUID().toString(), "default", Instant.now(), "rec-1", 1, firstModel, 3, 4, 5));

        await().atMost(RUN).untilAsserted(() -> operator()
                .get("/v1/models/" + firstModel)
                .then()
                .statusCode(200)
                .body("status", equalTo("PUBLISHED"))
                .body("generations", hasItem(1))
                .body("servingOn.instance", hasItem("rec-1")));
        assertThat(wire.records(names.deadLetter(Topic.MODEL_STATUS)))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.value()).isEqualTo(malformed);
                    assertThat(Wire.header(letter, "dead-letter-code")).isEqualTo("malformed");
                    assertThat(Wire.header(letter, "dead-letter-consumer")).isEqualTo("training-service");
                });
    }

    @Test
    void whatReplicasSayIsReadByAGroupThatRemembersNothing() throws Exception {
        try (var admin = clients.admin()) {
            var groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith("recloop-training-model-status-"))
                    .toList();

            assertThat(groups).isNotEmpty();
            for (var group : groups) {
                assertThat(admin.listConsumerGroupOffsets(group)
                                .partitionsToOffsetAndMetadata()
                                .get())
                        .isEmpty();
            }
        }
    }

    @Test
    @Order(5)
    void aModelOfShuffledLabelsIsRefusedWithWhatWasMeasuredAndNothingIsAnnounced() {
        wire.send(Topic.INTERACTIONS, Wire.bytes(SHOP.shuffled(700, 10)));
        wire.send(Topic.INTERACTIONS, Wire.bytes(SHOP.likes(10)));
        int before = wire.published().size();

        var run = finished(request("{\"parameters\":{\"factors\":4}}"));

        assertThat(run.getString("status")).as(run.prettify()).isEqualTo("REFUSED");
        assertThat(run.getList("gate.results.gate")).contains("quality-against-incumbent");
        assertThat(run.getString("reason")).contains("measured").contains("allowed");
        assertThat(run.getDouble("metrics.candidate.'ndcg@10'"))
                .isLessThan(run.getDouble("metrics.incumbent.'ndcg@10'"));
        assertThat(wire.published()).hasSize(before);
        operator().get("/v1/models/" + run.getString("modelId")).then().body("status", equalTo("REFUSED"));
        operator()
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"I want it\"}")
                .post("/v1/models/" + run.getString("modelId") + "/publish")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/conflict"));
    }

    @Test
    @Order(5)
    void anOperatorMayTryAModelInTheShadow() {
        assertThat(trial(firstModel, "{\"share\":0.5,\"reason\":\"is it still good?\"}"))
                .isEqualTo(202);
        assertThat(wire.events(Topic.MODEL_PUBLISHED, ModelEvent.class))
                .filteredOn(ShadowAnnounced.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(ShadowAnnounced.class, event -> {
                    assertThat(event.modelId()).isEqualTo(firstModel);
                    assertThat(event.share()).isEqualTo(0.5);
                });
        assertThat(trial(firstModel, "{\"share\":1.5,\"reason\":\"more than all\"}"))
                .isEqualTo(400);
        assertThat(trial("als-unheard-of", "{\"share\":1,\"reason\":\"unheard of\"}"))
                .isEqualTo(404);
    }

    private int trial(String modelId, String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/models/" + modelId + "/shadow")
                .statusCode();
    }

    @Test
    @Order(6)
    void anOperatorMayForceAModelAndBringTheOldOneBack() {
        var forced = finished(request("{\"force\":true,\"reason\":\"I know better\",\"parameters\":{\"factors\":4}}"));
        assertThat(forced.getString("status")).as(forced.prettify()).isEqualTo("SUCCEEDED");
        assertThat(forced.getBoolean("gate.forced")).isTrue();

        operator()
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"I did not\"}")
                .post("/v1/models/" + firstModel + "/publish")
                .then()
                .statusCode(200)
                .body("generation", equalTo(3));

        var last = wire.published().getLast();
        assertThat(last.modelId()).isEqualTo(firstModel);
        assertThat(last.generation()).isEqualTo(3);
        assertThat(last.reason()).isEqualTo("I did not");
        operator().get("/v1/models/" + forced.getString("modelId")).then().body("status", equalTo("SUPERSEDED"));
    }

    @Test
    @Order(7)
    void theSameRequestDeliveredTwiceRunsOnce() {
        var request = new RunRequested(
                UUID.randomUUID().toString(),
                "default",
                Instant.now(),
                "twice-" + UUID.randomUUID(),
                Pipeline.MODEL_TRAINING,
                "scheduler",
                "schedule",
                null,
                7L,
                Map.of("iterations", "2"));
        log.append(Topic.PIPELINE_RUNS, request);
        // Heard before it begins or while it goes on, which ends nothing for now.
        log.append(
                Topic.PIPELINE_RUNS,
                new RunCancelled(
                        UUID.randomUUID().toString(),
                        "default",
                        Instant.now(),
                        request.runId(),
                        Pipeline.MODEL_TRAINING,
                        "ada",
                        "no need"));
        log.append(Topic.PIPELINE_RUNS, request);
        finished(request.runId());
        var stale = new RunRequested(
                UUID.randomUUID().toString(),
                "default",
                request.occurredAt().minusSeconds(1),
                "stale-" + UUID.randomUUID(),
                Pipeline.MODEL_TRAINING,
                "scheduler",
                "schedule",
                null,
                6L,
                Map.of());
        log.append(Topic.PIPELINE_RUNS, stale);

        var refused = finished(stale.runId());

        assertThat(refused.getString("status")).isEqualTo("REFUSED");
        assertThat(refused.getString("reason")).contains("fencing token 6");
        assertThat(wire.told(request.runId()))
                .filteredOn(RunFinished.class::isInstance)
                .hasSize(1);
        assertThat(wire.told(stale.runId()))
                .filteredOn(RunFinished.class::isInstance)
                .hasSize(1);
    }

    @Test
    void whoIsNoOperatorMayNotAsk() {
        given().get("/v1/models")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unauthorized"));
        given().auth()
                .oauth2("nonsense")
                .get("/v1/models")
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/unauthorized"));
        given().auth()
                .oauth2(client)
                .get("/v1/training-runs")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/forbidden"));
        given().auth()
                .oauth2(client)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/training-runs")
                .then()
                .statusCode(403);
    }

    @Test
    void aRequestThatCannotBeStoredIsRefusedAndOneOnTheTopicStopsNobody() {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"a nul \\u0000 in it\"}")
                .post("/v1/training-runs")
                .then()
                .statusCode(400)
                .body("detail", containsString("cannot be stored"));
        var valid = requested("after-" + UUID.randomUUID(), "of no harm");
        var poison = new String(EventCodec.write(requested("poison", "a NUL in it")), StandardCharsets.UTF_8)
                .replace("a NUL in it", "a nul \\u0000 in it");
        wire.send(Topic.PIPELINE_RUNS, List.of(poison.getBytes(StandardCharsets.UTF_8), EventCodec.write(valid)));

        assertThat(finished(valid.runId()).getString("runId")).isEqualTo(valid.runId());
    }

    private static RunRequested requested(String runId, String reason) {
        return new RunRequested(
                UUID.randomUUID().toString(),
                "default",
                Instant.now(),
                runId,
                Pipeline.MODEL_TRAINING,
                "somebody",
                reason,
                null,
                null,
                Map.of("factors", "0"));
    }

    @Test
    void whatIsWrongWithARequestIsSaidAsAProblem() {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"parameters\":{\"factors\":0}}")
                .post("/v1/training-runs")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-request"))
                .body("detail", containsString("factors must be in"));
        operator()
                .contentType(ContentType.JSON)
                .body("{\"parameters\":{\"shuffle-labels\":true}}")
                .post("/v1/training-runs")
                .then()
                .statusCode(400)
                .body("detail", containsString("unknown parameter shuffle-labels"));
        operator().get("/v1/training-runs/none").then().statusCode(404).body("type", equalTo("/problems/not-found"));
        operator().get("/v1/models/none-such").then().statusCode(404);
        operator().delete("/v1/models").then().statusCode(405).body("type", equalTo("/problems/method-not-allowed"));
        operator().get("/v1/models?limit=0").then().statusCode(400).body("detail", containsString("limit"));
    }

    private io.restassured.specification.RequestSpecification operator() {
        return given().auth().oauth2(operator);
    }

    private String request(String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/training-runs")
                .then()
                .statusCode(202)
                .extract()
                .path("runId");
    }

    private JsonPath finished(String runId) {
        await().atMost(RUN).untilAsserted(() -> assertThat(run(runId).getString("finishedAt"))
                .isNotNull());
        await().atMost(RUN).untilAsserted(() -> assertThat(wire.told(runId)).anyMatch(RunFinished.class::isInstance));
        return run(runId);
    }

    private JsonPath run(String runId) {
        return operator().get("/v1/training-runs/" + runId).jsonPath();
    }

    private JsonPath lake() {
        return operator().get("/v1/lake").then().statusCode(200).extract().jsonPath();
    }
}
