package io.recloop.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStatus;
import io.recloop.training.TrainingStack;
import io.recloop.training.WithoutLoops;
import io.recloop.training.publication.FlippingStore;
import io.recloop.training.registry.Audit;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.registry.tuning.Trials;
import io.recloop.training.registry.tuning.Tuned;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutLoops.class)
@WithTestResource(TrainingStack.class)
class RunExecutorTest extends ExecutedRuns {
    @Inject
    Audit audit;

    @Inject
    Trials trials;

    @Test
    void aRunThatAKilledServiceLeftIsToldAsInterruptedOnceAndRaisesAnAlert() throws Exception {
        runs.note(request("left", Map.of()));
        assertThat(runs.startNext("killed")).isPresent();

        for (int start = 0; start < 2; start++) {
            executing(() -> await().atMost(LIMIT)
                    .until(() -> runs.untold().isEmpty() && runs.running().isEmpty()));
        }

        assertThat(log.of(RunFinished.class)).singleElement().satisfies(end -> {
            assertThat(end.runId()).isEqualTo("left");
            assertThat(end.status()).isEqualTo(RunStatus.FAILED);
            assertThat(end.reason()).contains("interrupted");
        });
        assertThat(database.alerts(AlertRaised.class)).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("training-run-failed");
            assertThat(alert.source()).isEqualTo("training-service");
        });
    }

    @Test
    void anAnnouncementThatACrashPreventedIsMadeAndItsRunSucceeds() throws Exception {
        sendLikes();
        log.breakOn(ModelPublished.class::isInstance);
        runs.note(request("crashed", Map.of("iterations", "3")));
        executing(() -> await().atMost(LIMIT).until(() -> status("crashed") == Run.Status.FAILED));
        assertThat(log.of(ModelPublished.class)).isEmpty();
        // As if the process had died where the broker was away: the run is still marked as running.
        database.execute("update training.runs set status = 'RUNNING', told = false");

        log.breakOn(event -> false);
        executing(() -> await().atMost(LIMIT).until(() -> status("crashed") == Run.Status.SUCCEEDED));

        assertThat(log.of(ModelPublished.class)).singleElement().satisfies(event -> assertThat(event.generation())
                .isEqualTo(1));
        assertThat(models.incumbent("default")).isPresent();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(log.of(RunFinished.class))
                .last()
                .satisfies(end -> assertThat(end.result()).containsEntry("generation", "1")));
    }

    @Test
    void anEndWithMoreTextThanAnEventHoldsIsToldAsFarAsItGoes() throws Exception {
        runs.note(request("wordy", Map.of()));
        runs.startNext("other");
        runs.finish(
                "wordy",
                new Run.Finish(Run.Status.SUCCEEDED, "done", null, null, null, Map.of("table", "x".repeat(10_001))));

        executing(() -> await().atMost(LIMIT).until(() -> runs.untold().isEmpty()));

        assertThat(log.of(RunFinished.class)).singleElement().satisfies(end -> assertThat(end.result())
                .containsEntry("table", "x".repeat(10_000)));
        assertThat(result("wordy")).containsEntry("table", "x".repeat(10_001));
    }

    @Test
    void aSuccessResolvesTheAlertOfAFailure() throws Exception {
        sendLikes();
        runs.note(request("left", Map.of()));
        runs.startNext("killed");
        runs.note(request("next", Map.of("iterations", "3")));

        executing(() -> await().atMost(LIMIT)
                .until(() -> !database.alerts(AlertResolved.class).isEmpty()));

        assertThat(status("next")).isEqualTo(Run.Status.SUCCEEDED);
        assertThat(database.alerts(AlertResolved.class).getFirst().fingerprint())
                .isEqualTo(database.alerts(AlertRaised.class).getFirst().fingerprint());
    }

    @Test
    void aRunUnderWayIsCancelledWhenTheServiceStops() throws Exception {
        sendLikes();
        runs.note(request("long", Map.of("iterations", "1000", "factors", "512")));

        executing(() -> await().atMost(LIMIT).until(() -> log.of(RunProgressed.class).stream()
                .anyMatch(progress -> progress.stage().equals("train") && progress.fraction() > 0)));

        assertThat(status("long")).isEqualTo(Run.Status.FAILED);
        assertThat(log.of(RunFinished.class)).singleElement().satisfies(end -> assertThat(end.reason())
                .contains("cancelled"));
    }

    @Test
    void anErrorEndsItsRunAndNotTheExecutor() throws Exception {
        sendLikes();
        runs.note(request("broken", Map.of("iterations", "3")));
        runs.note(request("next", Map.of("factors", "0")));
        var store = new FolderStore(folder.resolve("store"));
        var broken = (ArtifactStore) Proxy.newProxyInstance(
                ArtifactStore.class.getClassLoader(),
                new Class<?>[] {ArtifactStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("put")) {
                        throw new NoClassDefFoundError("a part of the store");
                    }
                    return method.invoke(store, arguments);
                });

        executing(() -> await().atMost(LIMIT).until(() -> status("next") == Run.Status.REFUSED), Map.of(), broken);

        assertThat(status("broken")).isEqualTo(Run.Status.FAILED);
        assertThat(reason("broken")).isEqualTo("a part of the store");
    }

    @Test
    void aDatabaseThatRefusesLinesOfProgressCostsTheLinesAndNotTheRun() throws Exception {
        sendLikes();
        runs.note(request("noted", Map.of("iterations", "3")));

        database.whileRefusing(
                "insert on training.iterations",
                Integer.MAX_VALUE,
                () -> database.whileRefusing(
                        "update of fraction on training.runs",
                        Integer.MAX_VALUE,
                        () -> executing(
                                () -> await().atMost(LIMIT).until(() -> status("noted") == Run.Status.SUCCEEDED))));

        assertThat(runs.find("default", "noted").orElseThrow().iterations()).isEmpty();
    }

    @Test
    void anEndThatTheDatabaseRefusesIsNotedAsSoonAsItTakesIt() throws Exception {
        runs.note(request("refused", Map.of()));

        database.whileRefusing(
                "update of finished_at on training.runs",
                2,
                () -> executing(() -> await().atMost(LIMIT).until(() -> log.of(RunFinished.class).stream()
                        .anyMatch(end -> end.runId().equals("refused")))));

        assertThat(status("refused")).isEqualTo(Run.Status.REFUSED);
    }

    @Test
    void aPublicationThatIsNotVerifiedEndsItsRunAndIsToldWhenTheBrokerIsBack() throws Exception {
        sendLikes();
        runs.note(request("flipped", Map.of("iterations", "3")));
        log.breakOn(RunFinished.class::isInstance);

        executing(
                () -> {
                    await().atMost(LIMIT).until(() -> status("flipped") == Run.Status.FAILED);
                    log.breakOn(event -> false);
                    await().atMost(LIMIT).until(() -> runs.untold().isEmpty());
                },
                Map.of(),
                new FlippingStore(new FolderStore(folder.resolve("store"))));

        assertThat(reason("flipped")).startsWith("publication was not verified");
        assertThat(database.alerts(AlertRaised.class))
                .extracting(AlertRaised::rule)
                .containsExactly("model-not-verified", "training-run-failed");
    }

    @Test
    void ofARunThatAScheduleAskedForTheSchedulerRaisesTheAlert() throws Exception {
        runs.note(new RunRequested(
                "e-1",
                "default",
                clock.instant(),
                "scheduled",
                Pipeline.MODEL_TRAINING,
                "scheduler",
                "schedule",
                clock.instant(),
                1L,
                Map.of()));
        runs.startNext("killed");

        executing(() -> await().atMost(LIMIT).until(() -> runs.untold().isEmpty() && ended("scheduled")));

        assertThat(status("scheduled")).isEqualTo(Run.Status.FAILED);
        assertThat(database.alerts(AlertRaised.class)).isEmpty();
    }

    @Test
    void runsWaitForEachOtherInTheirOrder() throws Exception {
        for (int i = 0; i < 3; i++) {
            runs.note(request("r" + i, Map.of()));
        }

        executing(() ->
                await().atMost(LIMIT).until(() -> log.of(RunFinished.class).size() == 3));

        assertThat(log.of(RunFinished.class)).extracting(RunFinished::runId).containsExactly("r0", "r1", "r2");
        assertThat(log.of(RunFinished.class)).extracting(RunFinished::status).containsOnly(RunStatus.REFUSED);
    }

    @Test
    void aTrainingThatNeedsMoreHeapThanThereIsIsRefusedWithTheFigures() throws Exception {
        sendLikes();
        runs.note(request("large", Map.of("iterations", "3")));

        executing(
                () -> await().atMost(LIMIT).until(() -> status("large") == Run.Status.REFUSED),
                Map.of("recloop.training.runs.heap-bytes", "100000"));

        assertThat(reason("large"))
                .contains("too little memory: training als on 300 users")
                .contains("needs about")
                .contains("and the service has 1 MB");
        assertThat(log.of(ModelPublished.class)).isEmpty();
    }

    @Test
    void skippingTheEvaluationPublishesUnjudgedAndTheTrailSaysSo() throws Exception {
        sendLikes();
        runs.note(request("blind", Map.of("iterations", "3", "skipEval", "true")));

        executing(() -> await().atMost(LIMIT).until(() -> status("blind") == Run.Status.SUCCEEDED));

        var run = runs.find("default", "blind").orElseThrow();
        assertThat(run.iterations()).extracting(Run.Iteration::phase).containsOnly("refit");
        var model = models.incumbent("default").orElseThrow();
        assertThat(model.gate().forced()).isTrue();
        assertThat(model.gate().summary()).contains("tester asked to skip the evaluation");
        assertThat(audit.of("default", model.modelId())).first().satisfies(entry -> {
            assertThat(entry.who()).isEqualTo("tester");
            assertThat(entry.why()).contains("asked to skip the evaluation");
        });
    }

    @Test
    void aWarmStartTakesOverWhatFitsAndSaysSo() throws Exception {
        sendLikes();
        runs.note(request("cold", Map.of("iterations", "3")));
        runs.note(request("warm", Map.of("iterations", "3", "warmStart", "true", "force", "true")));
        runs.note(request("wider", Map.of("iterations", "3", "warmStart", "true", "force", "true", "factors", "8")));

        executing(() -> await().atMost(LIMIT).until(() -> status("wider") == Run.Status.SUCCEEDED));

        assertThat(reason("warm"))
                .contains("300 of 300 users and 120 of 120 items were in it")
                .contains("for the refit alone");
        assertThat(reason("wider")).contains("no warm start").contains("has 16 factors, not 8");
    }

    @Test
    void aTuningKeepsItsTrialsAndPublishesTheBest() throws Exception {
        sendLikes();
        runs.note(request(
                Pipeline.HYPERPARAMETER_TUNING, "tuning", Map.of("trials", "5", "factors", "8", "iterations", "3")));

        executing(() -> await().atMost(LIMIT)
                .until(() -> status("tuning") != Run.Status.REQUESTED && status("tuning") != Run.Status.RUNNING));

        assertThat(status("tuning")).as(reason("tuning")).isEqualTo(Run.Status.SUCCEEDED);
        assertThat(trials.ofRun("default", "tuning")).hasSize(5);
        var best = workshop.tuned().of("default", "als").orElseThrow();
        assertThat(best.runId()).isEqualTo("tuning");
        var model = models.incumbent("default").orElseThrow();
        assertThat(model.tuningTrial()).isEqualTo("tuning/" + best.trial());
        assertThat(model.parameters()).containsEntry("factors", 8.0).containsAllEntriesOf(best.settings());
        assertThat(model.reason()).contains("tuned: als 0.");
    }

    @Test
    void theSameTuningAskedForAgainGoesOnWithItsTrials() throws Exception {
        sendLikes();
        var parameters = Map.of("trials", "4", "factors", "8", "iterations", "3", "train", "false");
        runs.note(request(Pipeline.HYPERPARAMETER_TUNING, "first", parameters));
        runs.note(request(Pipeline.HYPERPARAMETER_TUNING, "again", parameters));

        executing(() -> await().atMost(LIMIT).until(() -> status("again") == Run.Status.SUCCEEDED));

        assertThat(trials.ofRun("default", "first")).hasSize(4);
        assertThat(trials.ofRun("default", "again")).isEmpty();
        assertThat(reason("again")).contains("later trainings of these algorithms begin with it");
        assertThat(log.of(ModelPublished.class)).isEmpty();
    }

    @Test
    void whatATuningFoundIsUsedAndNamedInTheLineage() throws Exception {
        sendLikes();
        workshop.tuned()
                .keep(
                        "default",
                        new Tuned.Best(
                                "als", "tuning-1", "als-7", Map.of("regularization", 0.02), 0.3, clock.instant()));
        runs.note(request("tuned", Map.of("iterations", "3")));

        executing(() -> await().atMost(LIMIT).until(() -> status("tuned") == Run.Status.SUCCEEDED));

        var model = models.incumbent("default").orElseThrow();
        assertThat(model.parameters()).containsEntry("regularization", 0.02).containsEntry("factors", 16.0);
        assertThat(model.tuningTrial()).isEqualTo("tuning-1/als-7");
        assertThat(model.reason()).contains("settings of trial als-7 of tuning tuning-1");
        assertThat(model.codeVersion()).isEqualTo("test");
    }
}
