package io.recloop.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftEvent;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import io.recloop.contracts.events.Severity;
import io.recloop.contracts.events.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Drift from outside: what happened in, verdicts and alerts out. Each test is a tenant of its own.
@QuarkusTest
@QuarkusTestResource(SharedStack.class)
class DriftLoopTest extends LoopSteps {
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
            // Another seed each time: the same few draws over and over would be a shift of their own on a slow machine.
            for (int seed = 7; !stop.get(); seed++) {
                try {
                    wire.send(Topic.INTERACTIONS, shop.interactions(20, 10, 0, Instant.now(), seed));
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
        wire.send(Topic.PIPELINE_RUNS, List.of(stale, run, run, shop.cancelled(run)));
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
}
