package io.recloop.monitor;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.DriftCheckResult;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftEvent;
import io.recloop.contracts.events.RunRequested;
import io.recloop.embedded.LocalKeys;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the tests of the service from outside share: topics, HTTP, and a tenant for each test.
abstract class LoopSteps {
    static final Duration SOON = Duration.ofSeconds(30);

    static final String MODEL = "als-20261121t060000z-00000001";

    Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire();
    }

    @AfterEach
    void disconnect() {
        wire.close();
    }

    static RequestSpecification as(String role, String tenant) {
        var token = LocalKeys.in(Path.of(Wire.setting(SharedStack.KEYS)))
                .mint("tester", Set.of(role), tenant, Duration.ofMinutes(5));
        return given().auth().oauth2(token);
    }

    static Path store() {
        return Path.of(Wire.setting(SharedStack.STORE));
    }

    void publish(Shop shop, String model, Instant through) throws Exception {
        String sha = shop.bundle(store(), model, shop.profile(through));
        wire.send(Topic.MODEL_PUBLISHED, shop.published(model, 1, sha, Instant.now()));
        wire.send(Topic.MODEL_STATUS, shop.serving(model, "recommender-1", 1, Instant.now()));
    }

    DriftEvaluated evaluate(Shop shop) throws Exception {
        RunRequested run = shop.driftRun(Instant.now());
        wire.send(Topic.PIPELINE_RUNS, run);
        return await().atMost(SOON)
                .until(
                        () -> wire.read(Topic.DRIFT_EVENTS, DriftEvent.class, shop.tenant()).stream()
                                .map(DriftEvaluated.class::cast)
                                .filter(event -> run.runId().equals(event.runId()))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    static DriftCheckResult check(DriftEvaluated evaluated, String name) {
        return evaluated.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<AlertEvent> alerts(Shop shop) {
        return wire.read(Topic.ALERTS, AlertEvent.class, shop.tenant());
    }
}
