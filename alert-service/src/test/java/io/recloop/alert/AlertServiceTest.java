package io.recloop.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Severity;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// The whole service on a real broker and a real database, through its topic and its HTTP alone.
@QuarkusTest
@QuarkusTestResource(AlertStack.class)
class AlertServiceTest {
    private static final Instant NOW = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    private final Alerts alerts = Alerts.about(UUID.randomUUID().toString());

    @Test
    void alertsOnTheTopicBecomeAnIncidentThatIsToldAndResolved() throws Exception {
        var fired = alerts.raised(id(), Severity.WARNING, NOW);
        send(fired, fired, alerts.raised(id(), Severity.CRITICAL, NOW.plusSeconds(1)));

        await().untilAsserted(() -> assertThat(incident("open")).containsEntry("severity", "critical"));
        assertThat(incident("open")).containsEntry("occurrences", 2).containsEntry("episode", 1);
        await().untilAsserted(() -> story("operator")
                .body("notifications.reason", equalTo(List.of("FIRED", "ESCALATED-CRITICAL")))
                .body("notifications.state", equalTo(List.of("DELIVERED", "DELIVERED")))
                .body("notifications[0].attempts", hasSize(1))
                .body("events.kind", equalTo(List.of("OPENED", "ESCALATED"))));

        send(alerts.resolved(id(), NOW.plusSeconds(2)));
        await().untilAsserted(() -> assertThat(incident("resolved")).containsEntry("status", "resolved"));
        assertThat(incidents("open")).isEmpty();
    }

    @Test
    void whatIsNotAnAlertGoesToTheDeadLettersAndTheRestGoesOn() throws Exception {
        var nul = alerts.raised(id(), Severity.INFO, NOW, "a\u0000b");
        produce(
                "{not json".getBytes(StandardCharsets.UTF_8),
                "{\"type\":\"alert-hummed\"}".getBytes(StandardCharsets.UTF_8),
                "{\"type\":\"alert-resolved\",\"eventId\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                EventCodec.write(alerts.raised(id(), Severity.INFO, NOW.plus(Duration.ofDays(400)))),
                EventCodec.write(nul));

        await().untilAsserted(() -> assertThat(incident("open")).containsEntry("summary", "a\uFFFDb"));

        assertThat(deadLetters())
                .extracting(letter -> header(letter, "dead-letter-code"))
                .contains("malformed", "unknown-type", "invalid-field", "implausible-time");
        assertThat(deadLetters())
                .extracting(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                .contains("{not json");
        assertThat(deadLetters())
                .extracting(letter -> header(letter, "dead-letter-consumer"))
                .containsOnly("alert-service");
    }

    @Test
    void anOperatorAcknowledgesWithANote() throws Exception {
        send(alerts.raised(id(), Severity.WARNING, NOW));
        await().untilAsserted(() -> assertThat(incidents("open")).hasSize(1));
        var id = incident("open").get("id");

        as("operator")
                .body(Map.of("note", "looking at it"))
                .post("/v1/incidents/" + id + "/acknowledge")
                .then()
                .statusCode(200)
                .body("acknowledgement.by", equalTo("lan"))
                .body("acknowledgement.note", equalTo("looking at it"));
        story("admin").body("events.kind", hasItem("ACKNOWLEDGED"));

        as("operator")
                .body(Map.of("note", " "))
                .post("/v1/incidents/" + id + "/acknowledge")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-request"))
                .body("detail", containsString("note"));
        as("operator")
                .body("{")
                .post("/v1/incidents/" + id + "/acknowledge")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"));
        as("stranger")
                .body(Map.of("note", "mine"))
                .post("/v1/incidents/" + id + "/acknowledge")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-incident"));
    }

    @Test
    void anOperatorEndsAnIncidentWhoseSourceIsGone() throws Exception {
        send(alerts.raised(id(), Severity.WARNING, NOW));
        await().untilAsserted(() -> assertThat(incidents("open")).hasSize(1));
        var id = incident("open").get("id");

        as("operator")
                .body(Map.of("note", "the pod is gone"))
                .post("/v1/incidents/" + id + "/resolve")
                .then()
                .statusCode(200)
                .body("status", equalTo("resolved"));

        await().untilAsserted(() -> story("admin")
                .body("notifications.reason", equalTo(List.of("FIRED", "RESOLVED")))
                .body("notifications.state", equalTo(List.of("DELIVERED", "DELIVERED"))));
        var mine = Map.of("note", "mine");
        var path = "/v1/incidents/" + id + "/resolve";
        as("stranger").body(mine).post(path).then().statusCode(404);
        as("client").body(mine).post(path).then().statusCode(403);
    }

    @Test
    void onlyOperatorsAndAdminsMayLook() {
        given().get("/v1/incidents")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("/problems/unauthorized"))
                .body("instance", equalTo("/v1/incidents"));
        given().header("Authorization", "Bearer nonsense")
                .get("/v1/incidents")
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/unauthorized"));
        as("client").get("/v1/incidents").then().statusCode(403).body("type", equalTo("/problems/forbidden"));
        as("client").get("/v1/incidents/" + new UUID(0, 1)).then().statusCode(403);
        as("client")
                .body(Map.of("note", "x"))
                .post("/v1/incidents/" + new UUID(0, 1) + "/acknowledge")
                .then()
                .statusCode(403);
        as("admin").get("/v1/incidents").then().statusCode(200);
    }

    @Test
    void questionsWithoutSenseAreRefusedWithTheReason() {
        as("operator")
                .get("/v1/incidents?status=asleep")
                .then()
                .statusCode(400)
                .body("detail", containsString("open, all, firing, acknowledged, snoozed, resolved, expired"));
        as("operator")
                .get("/v1/incidents?severity=terrible")
                .then()
                .statusCode(400)
                .body("detail", containsString("info, warning, error, critical"));
        as("operator").get("/v1/incidents?limit=501").then().statusCode(400).body("detail", containsString("limit"));
        as("operator")
                .get("/v1/incidents/not-an-id")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-incident"));
        as("operator").get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void probesAndMetricsAreOpen() throws Exception {
        send(alerts.raised(id(), Severity.WARNING, NOW));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItem("SmallRye Reactive Messaging - readiness check"))
                .body("checks.name", hasItem("topics"));
        await().untilAsserted(() -> given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("recloop_alert_open_incidents{severity=\"warning\"}"))
                .body(containsString("recloop_alert_oldest_pending_timestamp_seconds"))
                .body(containsString(
                        "recloop_alert_delivery_attempt_duration_seconds_count{channel=\"log\",outcome=\"delivered\"}"))
                .body(not(containsString(alerts.label()))));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/v1/incidents/{id}/acknowledge"));
    }

    @Test
    void listsAreFilteredAndPaged() throws Exception {
        send(alerts.raised(id(), Severity.INFO, NOW), Alerts.about(id()).raised(id(), Severity.INFO, NOW));
        await().untilAsserted(() ->
                as("operator").get("/v1/incidents?severity=info").then().body("total", greaterThanOrEqualTo(2)));

        as("operator")
                .get("/v1/incidents?status=all&severity=info&limit=1&offset=1")
                .then()
                .statusCode(200)
                .body("incidents", hasSize(1))
                .body("incidents[0].severity", equalTo("info"))
                .body("limit", equalTo(1))
                .body("offset", equalTo(1));
        as("stranger").get("/v1/incidents?status=all").then().body("total", equalTo(0));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + config("test.token." + role))
                .contentType("application/json");
    }

    private io.restassured.response.ValidatableResponse story(String role) {
        return as(role).get("/v1/incidents/" + incident("all").get("id")).then().statusCode(200);
    }

    private Map<String, Object> incident(String status) {
        var found = incidents(status);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<Map<String, Object>> incidents(String status) {
        List<Map<String, Object>> all = as("operator")
                .get("/v1/incidents?limit=500&status=" + status)
                .then()
                .statusCode(200)
                .extract()
                .path("incidents");
        return all.stream()
                .filter(incident -> alerts.fingerprint().equals(incident.get("fingerprint")))
                .toList();
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private void send(AlertEvent... events) throws Exception {
        var values = new ArrayList<byte[]>();
        for (var event : events) {
            values.add(EventCodec.write(event));
        }
        produce(values.toArray(byte[][]::new));
    }

    private void produce(byte[]... values) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", config("kafka.bootstrap.servers"));
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(config("recloop.topic-prefix") + "alerts", new byte[] {1}, value))
                        .get();
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        var partition = new TopicPartition(config("recloop.topic-prefix") + "alerts-dead-letter", 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", config("kafka.bootstrap.servers"));
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var letters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return consumer.position(partition) >= end;
            });
            return letters;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
