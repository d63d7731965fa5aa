package io.recloop.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.Pipeline;
import io.recloop.training.TrainingStack;
import io.recloop.training.WithoutLoops;
import io.recloop.training.registry.datasets.Datasets;
import io.recloop.training.registry.datasets.Evaluations;
import io.recloop.training.registry.runs.Run;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutLoops.class)
@WithTestResource(TrainingStack.class)
class DatasetAndEvaluationRunsTest extends ExecutedRuns {
    @Inject
    Datasets datasets;

    @Inject
    Evaluations evaluations;

    @Test
    void aRefreshKeepsADatasetAndTheNextOneFindsNothingNew() throws Exception {
        sendLikes();
        runs.note(request(Pipeline.DATA_REFRESH, "first", Map.of()));
        runs.note(request(Pipeline.DATA_REFRESH, "second", Map.of()));
        runs.note(request(Pipeline.DATA_REFRESH, "forced", Map.of("forceFull", "true")));

        executing(() -> await().atMost(LIMIT).until(() -> ended("forced")));

        var first = result("first");
        assertThat(first).containsEntry("mode", "FULL").containsEntry("users", "300.0");
        assertThat(result("second")).containsEntry("mode", "NOTHING");
        assertThat(reason("second")).contains("as before").contains("nothing is new");
        assertThat(result("forced"))
                .containsEntry("mode", "FULL")
                .containsEntry("datasetVersion", first.get("datasetVersion"));
        assertThat(datasets.newest("default", 10))
                .extracting(Datasets.Snapshot::version)
                .containsExactly(first.get("datasetVersion"));
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndKeepsNothing() throws Exception {
        sendLikes();
        ingest.catchUp(LIMIT);
        runs.note(request(Pipeline.DATA_REFRESH, "dry", Map.of("dryRun", "true")));

        executing(() -> await().atMost(LIMIT).until(() -> ended("dry")));

        assertThat(status("dry")).as(reason("dry")).isEqualTo(Run.Status.SUCCEEDED);
        assertThat(reason("dry")).isEqualTo("would be FULL: there was no refresh before");
        assertThat(result("dry")).doesNotContainKey("datasetVersion");
        assertThat(datasets.newest("default", 10)).isEmpty();
        assertThat(folder.resolve("store"))
                .satisfiesAnyOf(store -> assertThat(store).doesNotExist(), store -> assertThat(store)
                        .isEmptyDirectory());
    }

    @Test
    void aRefreshOfNothingIsRefusedInASentence() throws Exception {
        runs.note(request(Pipeline.DATA_REFRESH, "early", Map.of()));

        executing(() -> await().atMost(LIMIT).until(() -> ended("early")));

        assertThat(status("early")).isEqualTo(Run.Status.REFUSED);
        assertThat(reason("early")).isEqualTo("too little data: no interaction has arrived yet");
    }

    @Test
    void theServingModelIsMeasuredOnTheNewestSliceAndNothingChanges() throws Exception {
        sendLikes();
        runs.note(request("trained", Map.of("iterations", "5")));
        runs.note(request(Pipeline.MODEL_EVALUATION, "measured", Map.of()));

        executing(() -> await().atMost(LIMIT).until(() -> ended("measured")));

        var model = models.incumbent("default").orElseThrow().modelId();
        assertThat(status("measured")).as(reason("measured")).isEqualTo(Run.Status.SUCCEEDED);
        assertThat(result("measured"))
                .containsEntry("modelId", model)
                .containsEntry("hasSeenTheSlice", "true")
                .hasEntrySatisfying("table", table -> assertThat(table)
                        .contains("ndcg@10")
                        .contains("popularity")
                        .contains(model));
        assertThat(evaluations.of("default", model)).singleElement().satisfies(kept -> {
            assertThat(kept.runId()).isEqualTo("measured");
            assertThat(kept.metrics().candidate()).containsKeys("ndcg@10", "recall@20", "coverage@10");
            assertThat(Objects.requireNonNull(kept.metrics().candidate().get("ndcg@10")))
                    .isGreaterThan(kept.metrics().popularity().get("ndcg@10"));
        });
        assertThat(log.of(ModelPublished.class)).hasSize(1);
    }

    @Test
    void aFormerModelIsMeasuredBesideTheOneThatServes() throws Exception {
        sendLikes();
        runs.note(request("former", Map.of("iterations", "5")));
        runs.note(request("serving", Map.of("model", "ease", "force", "true")));
        executing(() -> await().atMost(LIMIT).until(() -> ended("serving")));
        var former = Objects.requireNonNull(
                runs.find("default", "former").orElseThrow().run().modelId());
        runs.note(request(Pipeline.MODEL_EVALUATION, "measured", Map.of("modelId", former)));

        executing(() -> await().atMost(LIMIT).until(() -> ended("measured")));

        assertThat(status("measured")).as(reason("measured")).isEqualTo(Run.Status.SUCCEEDED);
        assertThat(models.incumbent("default").orElseThrow().algorithm()).isEqualTo("ease");
        assertThat(result("measured").get("table"))
                .contains(former)
                .contains("incumbent")
                .contains("popularity");
    }

    @Test
    void evaluatingWhatDoesNotExistIsRefusedByName() throws Exception {
        runs.note(request(Pipeline.MODEL_EVALUATION, "none", Map.of()));
        runs.note(request(Pipeline.MODEL_EVALUATION, "unknown", Map.of("modelId", "als-20200101t000000z-00000000")));

        executing(() -> await().atMost(LIMIT).until(() -> ended("unknown")));

        assertThat(status("none")).isEqualTo(Run.Status.REFUSED);
        assertThat(reason("none")).contains("no model serves yet");
        assertThat(reason("unknown")).contains("there is no model als-20200101t000000z-00000000");
    }
}
