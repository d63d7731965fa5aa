package io.recloop.scheduler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import io.recloop.contracts.events.Severity;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// The whole service on a real broker and a real database, through its topics and its HTTP alone.
@QuarkusTest
@QuarkusTestResource(SchedulerStack.class)
class SchedulerServiceTest {

    @Test
    void aPersonsRunGoesOutIsFollowedAndEnds() {
        var accepted = as("operator")
                .body(Map.of("reason", "trying out", "parameters", Map.of("seed", "9")))
                .post("/v1/jobs/drift-detection/run")
                .then()
                .statusCode(202)
                .body("slot", notNullValue())
                .extract();
        String run = accepted.path("runId");

        await().untilAsserted(() -> assertThat(requests(run)).singleElement().satisfies(request -> {
            assertThat(request.pipeline()).isEqualTo(Pipeline.DRIFT_DETECTION);
            assertThat(request.requestedBy()).isEqualTo("lan");
            assertThat(request.reason()).isEqualTo("trying out");
            assertThat(request.parameters()).containsEntry("seed", "9");
        }));
        as("operator")
                .body(Map.of("reason", "again"))
                .post("/v1/jobs/drift-detection/run")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/job-busy"))
                .body("detail", containsString(run));

        send("pipeline-runs", new RunStarted(id(), "default", now(), run, Pipeline.DRIFT_DETECTION, "monitor-1"));
        send(
                "pipeline-runs",
                new RunProgressed(
                        id(), "default", now(), run, Pipeline.DRIFT_DETECTION, "compare", 0.5, 3.0, "half", Map.of()));
        await().untilAsserted(() -> as("operator")
                .get("/v1/runs/" + run)
                .then()
                .statusCode(200)
                .body("status", equalTo("running"))
                .body("executor", equalTo("monitor-1"))
                .body("progress.stage", equalTo("compare")));
        send(
                "pipeline-runs",
                new RunFinished(
                        id(),
                        "default",
                        now(),
                        run,
                        Pipeline.DRIFT_DETECTION,
                        RunStatus.SUCCEEDED,
                        "stable",
                        Map.of()));
        await().untilAsserted(() -> as("operator")
                .get("/v1/jobs/drift-detection")
                .then()
                .statusCode(200)
                .body("lastRun.runId", equalTo(run))
                .body("lastRun.status", equalTo("succeeded"))
                .body("nextFireTimes[0]", equalTo("2099-01-01T00:00:00Z")));
        as("operator")
                .get("/v1/slots?job=drift-detection")
                .then()
                .statusCode(200)
                .body("slots[0].state", equalTo("SUCCEEDED"))
                .body("slots[0].origin", equalTo("REQUEST"))
                .body("slots[0].runId", equalTo(run));
        as("operator")
                .get("/v1/runs?pipeline=drift-detection&status=succeeded")
                .then()
                .statusCode(200)
                .body("runs.runId", hasItem(run));
    }

    @Test
    void aSevereDriftRetrainsOnceAndTheRestGoesOnAfterNonsense() {
        produce("drift-events", "{nonsense".getBytes(StandardCharsets.UTF_8));
        var drift = new DriftEvaluated(
                id(),
                "default",
                now(),
                null,
                "m1",
                now(),
                now(),
                DriftVerdict.DRIFT,
                Severity.CRITICAL,
                List.of(),
                "tastes moved");
        send("drift-events", drift);
        send("drift-events", drift);

        await().untilAsserted(() -> as("operator")
                .get("/v1/remediations")
                .then()
                .statusCode(200)
                .body("remediations", hasSize(1))
                .body("remediations[0].decision", equalTo("REQUESTED"))
                .body("remediations[0].driftEventId", equalTo(drift.eventId())));
        String run = as("operator").get("/v1/remediations").path("remediations[0].runId");
        await().untilAsserted(() -> assertThat(requests(run)).singleElement().satisfies(request -> {
            assertThat(request.pipeline()).isEqualTo(Pipeline.MODEL_TRAINING);
            assertThat(request.reason()).isEqualTo("drift");
        }));
        await().untilAsserted(() -> assertThat(read("drift-events-dead-letter"))
                .singleElement()
                .satisfies(letter -> assertThat(new String(
                                letter.headers().lastHeader("dead-letter-code").value(), StandardCharsets.UTF_8))
                        .isEqualTo("malformed")));
    }

    @Test
    void pausingIsSeenAndUndone() {
        as("operator")
                .post("/v1/jobs/drift-detection/pause")
                .then()
                .statusCode(200)
                .body("paused", equalTo(true))
                .body("pausedBy", equalTo("lan"))
                .body("nextFireTimes", hasSize(0));
        as("operator")
                .get("/v1/jobs")
                .then()
                .statusCode(200)
                .body("jobs.name", hasItems("drift-detection", "model-training"));
        as("admin")
                .post("/v1/jobs/drift-detection/resume")
                .then()
                .statusCode(200)
                .body("paused", equalTo(false))
                .body("pausedBy", nullValue());
    }

    @Test
    void onlyOperatorsAndAdminsMayLookOrAct() {
        given().get("/v1/jobs")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("/problems/unauthorized"));
        for (var path : List.of(
                "/v1/jobs",
                "/v1/jobs/model-training",
                "/v1/runs",
                "/v1/runs/x",
                "/v1/slots?job=x",
                "/v1/remediations")) {
            as("client").get(path).then().statusCode(403).body("type", equalTo("/problems/forbidden"));
            as("admin").get("/v1/jobs").then().statusCode(200);
        }
        for (var action : List.of("run", "pause", "resume")) {
            as("client")
                    .body(Map.of("reason", "x"))
                    .post("/v1/jobs/model-training/" + action)
                    .then()
                    .statusCode(403);
            as("stranger")
                    .body(Map.of("reason", "x"))
                    .post("/v1/jobs/model-training/" + action)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("/problems/unknown-job"));
        }
        as("stranger").get("/v1/jobs").then().statusCode(200).body("jobs", hasSize(0));
    }

    @Test
    void questionsWithoutSenseAreRefusedWithTheReason() {
        as("operator").get("/v1/jobs/prayer").then().statusCode(404).body("type", equalTo("/problems/unknown-job"));
        as("operator").get("/v1/runs/nobody").then().statusCode(404).body("type", equalTo("/problems/unknown-run"));
        as("operator")
                .get("/v1/runs?pipeline=prayer")
                .then()
                .statusCode(400)
                .body("detail", containsString("model-training"));
        as("operator").get("/v1/runs?status=asleep").then().statusCode(400).body("detail", containsString("refused"));
        as("operator").get("/v1/runs?limit=0").then().statusCode(400).body("detail", containsString("limit"));
        as("operator").get("/v1/slots").then().statusCode(400).body("detail", containsString("job"));
        as("operator")
                .get("/v1/slots?job=model-training&from=yesterday")
                .then()
                .statusCode(400)
                .body("detail", containsString("from must be a time"));
        as("operator")
                .body("{}")
                .post("/v1/jobs/model-training/run")
                .then()
                .statusCode(400)
                .body("detail", containsString("reason"));
        as("operator")
                .body("[")
                .post("/v1/jobs/model-training/run")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"));
        as("operator")
                .body(Map.of("reason", "a\u0000b"))
                .post("/v1/jobs/model-training/run")
                .then()
                .statusCode(400);
        as("operator")
                .body(Map.of("reason", "x", "parameters", Map.of("no spaces", "1")))
                .post("/v1/jobs/model-training/run")
                .then()
                .statusCode(400);
    }

    @Test
    void probesAndMetricsAreOpen() {
        await().untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItems("SmallRye Reactive Messaging - readiness check", "topics")));
        given().get("/q/metrics").then().statusCode(200).body(containsString("recloop_scheduler_outbox_unsent"));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/v1/jobs/{job}/run"));
    }

    private static String id() {
        return World.id();
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + config("test.token." + role))
                .contentType("application/json");
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static List<RunRequested> requests(String runId) {
        var requests = new ArrayList<RunRequested>();
        for (var record : read("pipeline-runs")) {
            try {
                if (EventCodec.read(RunEvent.class, record.value(), now()) instanceof RunRequested requested
                        && requested.runId().equals(runId)) {
                    requests.add(requested);
                }
            } catch (InvalidEventException e) {
                throw new AssertionError(e);
            }
        }
        return requests;
    }

    private static void send(String topic, Event event) {
        produce(topic, EventCodec.write(event));
    }

    private static void produce(String topic, byte[] value) {
        Map<String, Object> settings = Map.of("bootstrap.servers", config("kafka.bootstrap.servers"));
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(config("recloop.topic-prefix") + topic, new byte[] {1}, value))
                    .get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var partition = new TopicPartition(config("recloop.topic-prefix") + topic, 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", config("kafka.bootstrap.servers"));
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
