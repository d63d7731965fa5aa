package io.recloop.monitor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.DriftCheck;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftEvent;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import io.recloop.contracts.events.Severity;
import io.recloop.contracts.events.Strategy;
import io.recloop.embedded.LocalKeys;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The service from outside: topics and HTTP. Each test is a tenant of its own.
@QuarkusTest
@QuarkusTestResource(SharedStack.class)
class LoopTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MODEL = "als-20261121t060000z-00000001";

    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire();
    }

    @AfterEach
    void disconnect() {
        wire.close();
    }

    private static RequestSpecification as(String role, String tenant) {
        var token = LocalKeys.in(Path.of(Wire.setting(SharedStack.KEYS)))
                .mint("tester", Set.of(role), tenant, Duration.ofMinutes(5));
        return given().auth().oauth2(token);
    }

    private static Path store() {
        return Path.of(Wire.setting(SharedStack.STORE));
    }

    private void publish(Shop shop, String model, Instant through) throws Exception {
        String sha = shop.bundle(store(), model, shop.profile(through));
        wire.send(Topic.MODEL_PUBLISHED, shop.published(model, 1, sha, Instant.now()));
        wire.send(Topic.MODEL_STATUS, shop.serving(model, "recommender-1", 1, Instant.now()));
    }

    private DriftEvaluated evaluate(Shop shop) throws Exception {
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

    private static DriftCheck check(DriftEvaluated evaluated, String name) {
        return evaluated.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<AlertEvent> alerts(Shop shop) {
        return wire.read(Topic.ALERTS, AlertEvent.class, shop.tenant());
    }

    @Test
    void aShiftThatLastsIsCriticalDriftWithAnAlertAndEndsWhenTheTasteIsBack() throws Exception {
        var shop = new Shop("shifted");
        publish(shop, "als-20261121t060000z-0000000a", Instant.now().minus(Duration.ofDays(30)));
        wire.send(Topic.INTERACTIONS, shop.interactions(2_000, 400, 20, Instant.now(), 1));

        var first = evaluate(shop);
        assertThat(check(first, "popularity").verdict()).isEqualTo(DriftVerdict.WATCH);
        assertThat(first.severity()).isEqualTo(Severity.INFO);
        assertThat(alerts(shop)).isEmpty();

        var second = evaluate(shop);
        assertThat(second.verdict()).isEqualTo(DriftVerdict.DRIFT);
        assertThat(second.severity()).isEqualTo(Severity.CRITICAL);
        var popularity = check(second, "popularity");
        assertThat(popularity.persistedWindows()).isEqualTo(2);
        assertThat(popularity.value()).isGreaterThan(popularity.noiseFloor()).isGreaterThan(0.35);
        assertThat(check(second, "volume").verdict()).isEqualTo(DriftVerdict.UNDEFINED);
        assertThat(check(second, "rating").verdict()).isEqualTo(DriftVerdict.UNDEFINED);
        assertThat(check(second, "actions").verdict()).isEqualTo(DriftVerdict.STABLE);
        assertThat(check(second, "popularity.spearman").noiseFloor()).isNotNull();

        var raised = await().atMost(SOON).until(() -> alerts(shop), found -> found.size() == 1).stream()
                .map(AlertRaised.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(raised.rule()).isEqualTo("drift-popularity");
        assertThat(raised.severity()).isEqualTo(Severity.CRITICAL);

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        wire.read(Topic.PIPELINE_RUNS, RunEvent.class, shop.tenant()))
                .filteredOn(event -> second.runId().equals(event.runId()))
                .hasSize(3)
                .satisfiesOnlyOnce(event -> assertThat(event).isInstanceOf(RunStarted.class))
                .satisfiesOnlyOnce(event -> assertThat(event).isInstanceOfSatisfying(RunFinished.class, finished -> {
                    assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
                    assertThat(finished.result()).containsEntry("verdict", "drift");
                })));

        as("operator", shop.tenant())
                .get("/v1/drift/latest")
                .then()
                .statusCode(200)
                .body("verdict", org.hamcrest.Matchers.equalTo("drift"));
        as("operator", shop.tenant())
                .get("/v1/health")
                .then()
                .statusCode(200)
                .body("status", org.hamcrest.Matchers.equalTo("CRITICAL"))
                .body("alerts.rule", org.hamcrest.Matchers.hasItem("drift-popularity"));

        // A flood of the old taste makes the shifted part of the window small again.
        wire.send(Topic.INTERACTIONS, shop.interactions(30_000, 4_000, 0, Instant.now(), 2));
        var third = evaluate(shop);
        assertThat(check(third, "popularity").verdict()).isEqualTo(DriftVerdict.STABLE);
        await().atMost(SOON).untilAsserted(() -> assertThat(alerts(shop))
                .last()
                .isInstanceOfSatisfying(AlertResolved.class, resolved -> assertThat(resolved.fingerprint())
                        .isEqualTo(raised.fingerprint())));
    }

    @Test
    void nothingDriftsWhereNothingChanged() throws Exception {
        var shop = new Shop("unchanged");
        publish(shop, "als-20261121t060000z-0000000b", Instant.now().minus(Duration.ofDays(30)));
        wire.send(Topic.INTERACTIONS, shop.interactions(2_000, 400, 0, Instant.now(), 3));

        for (int i = 0; i < 3; i++) {
            var evaluated = evaluate(shop);
            assertThat(check(evaluated, "popularity").verdict()).isEqualTo(DriftVerdict.STABLE);
            assertThat(check(evaluated, "actions").verdict()).isEqualTo(DriftVerdict.STABLE);
            assertThat(evaluated.severity()).isEqualTo(Severity.INFO);
        }
        assertThat(alerts(shop)).isEmpty();
    }

    @Test
    void trafficThatNeverPausesDoesNotKeepAnEvaluationWaiting() throws Exception {
        var shop = new Shop("busy");
        publish(shop, "als-20261121t060000z-00000010", Instant.now().minus(Duration.ofDays(30)));
        wire.send(Topic.INTERACTIONS, shop.interactions(2_000, 400, 0, Instant.now(), 6));
        var stop = new java.util.concurrent.atomic.AtomicBoolean();
        var flood = Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                try {
                    wire.send(Topic.INTERACTIONS, shop.interactions(20, 10, 0, Instant.now(), 7));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        try {
            assertThat(check(evaluate(shop), "popularity").verdict()).isEqualTo(DriftVerdict.STABLE);
        } finally {
            stop.set(true);
            flood.join();
        }
    }

    @Test
    void noDataIsInsufficientAndNeverStable() throws Exception {
        var shop = new Shop("silent");
        publish(shop, "als-20261121t060000z-0000000c", Instant.now().minus(Duration.ofDays(30)));

        var evaluated = evaluate(shop);

        assertThat(evaluated.verdict()).isEqualTo(DriftVerdict.INSUFFICIENT_DATA);
        assertThat(evaluated.checks()).noneMatch(check -> check.verdict() == DriftVerdict.STABLE);
    }

    @Test
    void withoutAModelTheVerdictIsUndefined() throws Exception {
        var shop = new Shop("modelless");
        wire.send(Topic.INTERACTIONS, shop.interactions(1_000, 200, 0, Instant.now(), 4));

        var evaluated = evaluate(shop);

        assertThat(evaluated.verdict()).isEqualTo(DriftVerdict.UNDEFINED);
        assertThat(evaluated.modelId()).isNull();
    }

    @Test
    void aBundleThatIsNotWhatWasAnnouncedIsNoBaseline() throws Exception {
        var shop = new Shop("tampered");
        var model = "als-20261121t060000z-0000000d";
        shop.bundle(store(), model, shop.profile(Instant.now().minus(Duration.ofDays(30))));
        wire.send(Topic.MODEL_PUBLISHED, shop.published(model, 1, "0".repeat(64), Instant.now()));
        wire.send(Topic.INTERACTIONS, shop.interactions(1_000, 200, 20, Instant.now(), 5));

        var evaluated = evaluate(shop);

        assertThat(check(evaluated, "popularity").verdict()).isEqualTo(DriftVerdict.UNDEFINED);
        assertThat(check(evaluated, "popularity").explanation()).contains("another hash than was announced");
    }

    @Test
    void silenceWhereThereWasTrafficIsDriftOfTheVolumeAndNothingElse() throws Exception {
        var shop = new Shop("fallen-silent");
        var model = "als-20261121t060000z-0000000e";
        var since = Instant.now().minusSeconds(185);
        String sha = shop.bundle(store(), model, shop.profile(since.minus(Duration.ofDays(30))));
        wire.send(Topic.MODEL_PUBLISHED, shop.published(model, 1, sha, since));
        wire.send(Topic.MODEL_STATUS, shop.serving(model, "recommender-1", 1, since));
        for (int i = 0; i < 6; i++) {
            // 20 seconds each, until more than a window ago.
            wire.send(Topic.INTERACTIONS, shop.interactions(160, 60, 0, since.plusSeconds(20L * (i + 1)), 60 + i));
        }

        var first = evaluate(shop);
        assertThat(check(first, "volume").explanation()).contains("0 interactions where");
        assertThat(check(first, "volume").verdict()).isEqualTo(DriftVerdict.WATCH);
        var second = evaluate(shop);
        assertThat(check(second, "volume").verdict()).isEqualTo(DriftVerdict.DRIFT);
        assertThat(check(second, "popularity").verdict()).isEqualTo(DriftVerdict.INSUFFICIENT_DATA);
        assertThat(second.severity()).as("no retrain brings users back").isEqualTo(Severity.WARNING);
    }

    @Test
    void aFallOfTheClickThroughRateIsSevereDriftWithItsOwnAlert() throws Exception {
        var shop = new Shop("ctr");
        var model = "als-20261121t060000z-0000000f";
        var now = Instant.now();
        publish(shop, model, now.minus(Duration.ofDays(30)));
        var served = new ArrayList<RecommendationsServed>();
        var clicks = new ArrayList<io.recloop.contracts.events.InteractionRecorded>();
        for (int i = 0; i < 600; i++) {
            boolean reference = i < 300;
            // The reference two minutes ago, the window within the last minute.
            var at = reference ? now.minusSeconds(150 - i / 15) : now.minusSeconds(50 - (i - 300) / 10);
            served.add(shop.served("ctr-" + i, model, Strategy.PERSONALIZED, at, "item-01"));
            if (i % 10 < (reference ? 5 : 1)) {
                clicks.add(shop.click("ctr-" + i, "item-01", at.plusSeconds(2)));
            }
        }
        wire.send(Topic.RECOMMENDATIONS, served);
        wire.send(Topic.INTERACTIONS, clicks);

        evaluate(shop);
        var second = evaluate(shop);

        var ctr = check(second, "ctr");
        assertThat(ctr.verdict()).isEqualTo(DriftVerdict.DRIFT);
        assertThat(ctr.value()).isGreaterThan(0.6);
        assertThat(second.severity()).isEqualTo(Severity.CRITICAL);
        await().atMost(SOON).untilAsserted(() -> assertThat(alerts(shop))
                .singleElement()
                .isInstanceOfSatisfying(AlertRaised.class, alert -> {
                    assertThat(alert.rule()).isEqualTo("ctr-drop");
                    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
                }));
    }

    @Test
    void aRunThatIsAskedForTwiceIsDoneOnceAndAStaleOneIsRefused() throws Exception {
        var shop = new Shop("runs");
        var run = shop.driftRun(Instant.now());
        var stale = shop.driftRun(Instant.now().minus(Duration.ofHours(2)));
        wire.send(Topic.PIPELINE_RUNS, List.of(stale, run, run));
        wire.send(Topic.PIPELINE_RUNS, run);
        evaluate(shop);

        await().atMost(SOON).untilAsserted(() -> {
            var finished = wire.read(Topic.PIPELINE_RUNS, RunEvent.class, shop.tenant()).stream()
                    .filter(RunFinished.class::isInstance)
                    .map(RunFinished.class::cast)
                    .toList();
            assertThat(finished)
                    .filteredOn(event -> event.runId().equals(run.runId()))
                    .hasSize(1);
            assertThat(finished)
                    .filteredOn(event -> event.runId().equals(stale.runId()))
                    .singleElement()
                    .satisfies(event -> assertThat(event.status()).isEqualTo(RunStatus.REFUSED));
        });
        assertThat(wire.read(Topic.DRIFT_EVENTS, DriftEvent.class, shop.tenant()))
                .map(event -> ((DriftEvaluated) event).runId())
                .doesNotHaveDuplicates()
                .doesNotContain(stale.runId());
    }

    @Test
    void kpisCountEachRequestOnceAndAttributeClicksInAnyOrder() throws Exception {
        var shop = new Shop("kpis");
        var at = Instant.now().minusSeconds(10);
        var served = new ArrayList<RecommendationsServed>();
        for (int i = 0; i < 20; i++) {
            var strategy = i < 15 ? Strategy.PERSONALIZED : Strategy.POPULAR;
            served.add(shop.served("request-" + i, MODEL, strategy, at, "item-01", "item-02"));
        }
        // Clicks first, one of them twice, one on an item that was not shown, one a day too late.
        var click = shop.click("request-0", "item-01", at.plusSeconds(2));
        wire.send(
                Topic.INTERACTIONS,
                List.of(
                        click,
                        click,
                        shop.click("request-0", "item-02", at.plusSeconds(3)),
                        shop.click("request-1", "item-39", at.plusSeconds(2)),
                        shop.click("request-2", "item-01", at.plus(Duration.ofHours(2)))));
        wire.send(Topic.RECOMMENDATIONS, served);
        wire.send(Topic.RECOMMENDATIONS, served);
        wire.send(
                Topic.RECOMMENDATIONS,
                List.of(
                        new RecommendationFailed(
                                Shop.id(),
                                shop.tenant(),
                                at,
                                "request-500",
                                null,
                                MODEL,
                                500,
                                "/problems/internal",
                                900),
                        new RecommendationFailed(
                                Shop.id(),
                                shop.tenant(),
                                at,
                                "request-400",
                                null,
                                MODEL,
                                400,
                                "/problems/limit",
                                100)));
        wire.send(Topic.INTERACTIONS, shop.click("request-3", "item-02", at.plusSeconds(4)));

        await().atMost(SOON).untilAsserted(() -> {
            var kpis = as("operator", shop.tenant())
                    .queryParam("step", "PT5M")
                    .get("/v1/kpis")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(kpis.getList("points.served", Integer.class).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(20);
            assertThat(kpis.getList("points.clicked", Integer.class).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(2);
            assertThat(kpis.getList("points.failures", Integer.class)).contains(1);
            assertThat(kpis.getList("points.rejected", Integer.class)).contains(1);
            assertThat(kpis.getList("points.fallbacks", Integer.class).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(5);
            assertThat(kpis.getFloat("points[0].latencyMillis.p50")).isBetween(10f, 14.5f);
        });
        var items = as("admin", shop.tenant())
                .get("/v1/kpis/items")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(items.getInt("find { it.item == 'item-01' }.shown")).isEqualTo(20);
        assertThat(items.getInt("find { it.item == 'item-01' }.clicked")).isEqualTo(1);
        assertThat(items.getInt("find { it.item == 'item-02' }.clicked")).isEqualTo(2);
    }

    @Test
    void tooManyFallbacksRaiseAnAlertWithTheSeverityOfTheirShare() throws Exception {
        var shop = new Shop("fallbacks");
        var served = new ArrayList<RecommendationsServed>();
        for (int i = 0; i < 60; i++) {
            served.add(shop.served("request-" + i, MODEL, Strategy.POPULAR, Instant.now(), "item-01"));
        }
        wire.send(Topic.RECOMMENDATIONS, served);

        await().atMost(SOON).untilAsserted(() -> assertThat(alerts(shop))
                .singleElement()
                .isInstanceOfSatisfying(AlertRaised.class, alert -> {
                    assertThat(alert.rule()).isEqualTo("fallback-rate");
                    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
                }));
    }

    @Test
    void aReplicaThatStaysBehindIsAlertedUntilItServes() throws Exception {
        var shop = new Shop("behind");
        var then = Instant.now().minusSeconds(60);
        wire.send(Topic.MODEL_STATUS, shop.serving(MODEL, "replica-1", 1, then));
        wire.send(Topic.MODEL_PUBLISHED, shop.published(MODEL, 2, "a".repeat(64), then.plusSeconds(1)));

        await().atMost(SOON).untilAsserted(() -> assertThat(alerts(shop))
                .singleElement()
                .isInstanceOfSatisfying(AlertRaised.class, alert -> {
                    assertThat(alert.rule()).isEqualTo("replica-behind");
                    assertThat(alert.labels()).containsEntry("instance", "replica-1");
                }));

        wire.send(Topic.MODEL_STATUS, shop.serving(MODEL, "replica-1", 2, Instant.now()));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(alerts(shop)).hasSize(2).last().isInstanceOf(AlertResolved.class));
    }

    @Test
    void whatIsNoEventGoesToTheDeadLettersAndReadingGoesOn() throws Exception {
        var shop = new Shop("hostile");
        wire.sendRaw(Topic.INTERACTIONS, "{nonsense".getBytes(StandardCharsets.UTF_8));
        wire.sendRaw(Topic.RECOMMENDATIONS, "{\"type\":\"unknown\"}".getBytes(StandardCharsets.UTF_8));
        wire.send(Topic.RECOMMENDATIONS, shop.served("request-1", MODEL, Strategy.FOLDED_IN, Instant.now(), "item-01"));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(wire.deadLetters(Topic.INTERACTIONS)).anySatisfy(letter -> {
                assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("{nonsense");
                assertThat(new String(
                                letter.headers().lastHeader("dead-letter-code").value(), StandardCharsets.UTF_8))
                        .isEqualTo("malformed");
            });
            assertThat(wire.deadLetters(Topic.RECOMMENDATIONS)).isNotEmpty();
            as("operator", shop.tenant())
                    .get("/v1/kpis")
                    .then()
                    .body("points.served", org.hamcrest.Matchers.hasItem(1));
        });
    }

    @Test
    void onlyOperatorsReadAndErrorsAreProblems() {
        given().get("/v1/kpis").then().statusCode(401).contentType("application/problem+json");
        as("client", "default").get("/v1/kpis").then().statusCode(403).contentType("application/problem+json");
        as("operator", "nobody")
                .get("/v1/drift/latest")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", org.hamcrest.Matchers.equalTo("/problems/nothing-evaluated"));
        as("operator", "nobody")
                .queryParam("from", "yesterday")
                .get("/v1/kpis")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        as("operator", "nobody")
                .queryParam("limit", 100_000)
                .get("/v1/drift")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        as("operator", "nobody")
                .get("/v1/health")
                .then()
                .statusCode(200)
                .body("status", org.hamcrest.Matchers.equalTo("UNKNOWN"));
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("recloop_monitor_records_lag"));
        given().get("/q/openapi").then().statusCode(200);
    }

    @Test
    void everyMetricThatRulesAndDashboardNameIsExported() throws Exception {
        var shop = new Shop("measured");
        var observability = Path.of(System.getProperty("recloop.root")).resolve("deploy/observability");
        var named = new java.util.TreeSet<String>();
        for (var file : List.of("prometheus/recloop.rules.yml", "grafana/loop.json")) {
            var names = java.util.regex.Pattern.compile("recloop_monitor_[a-z_]+")
                    .matcher(java.nio.file.Files.readString(observability.resolve(file)));
            while (names.find()) {
                named.add(names.group());
            }
        }
        assertThat(named).hasSizeGreaterThan(10);

        // What is counted is exported from its first occurrence on.
        wire.sendRaw(Topic.INTERACTIONS, "[]".getBytes(StandardCharsets.UTF_8));
        var served = new ArrayList<RecommendationsServed>();
        for (int i = 0; i < 60; i++) {
            served.add(shop.served("measured-" + i, MODEL, Strategy.POPULAR, Instant.now(), "item-01"));
        }
        wire.send(Topic.RECOMMENDATIONS, served);
        wire.send(Topic.INTERACTIONS, shop.click("measured-1", "item-01", Instant.now()));
        evaluate(shop);

        await().atMost(SOON).untilAsserted(() -> {
            var exported = given().get("/q/metrics").asString();
            assertThat(named).allSatisfy(name -> assertThat(exported).containsPattern("(?m)^" + name + "[ {]"));
        });
    }
}
