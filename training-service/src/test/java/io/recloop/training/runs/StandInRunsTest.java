package io.recloop.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunFinished;
import io.recloop.learning.evaluation.GateResult;
import io.recloop.learning.evaluation.Verdict;
import io.recloop.training.PlantedShop;
import io.recloop.training.TrainingStack;
import io.recloop.training.WithoutLoops;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import io.recloop.training.registry.runs.Run;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a model that has seen the slice is compared by.
@QuarkusTest
@TestProfile(WithoutLoops.class)
@WithTestResource(TrainingStack.class)
class StandInRunsTest extends ExecutedRuns {
    /// Of what the planted shop could teach it, it knows little.
    private static final Map<String, String> BAD = Map.of("factors", "1", "iterations", "1", "skipEval", "true");

    private static final String OF_STAND_IN = "of the incumbent's settings, trained without the slice";

    @Test
    void aModelThatWasTrainedOnAKeptDatasetHasSeenItsSliceHoweverOftenThatIsRead() throws Exception {
        sendLikes();
        runs.note(request(Pipeline.DATA_REFRESH, "refreshed", Map.of()));
        runs.note(request("trained", Map.of("iterations", "5")));
        runs.note(request(Pipeline.MODEL_EVALUATION, "once", Map.of()));
        runs.note(request(Pipeline.MODEL_EVALUATION, "twice", Map.of()));

        executing(() -> await().atMost(LIMIT).until(() -> ended("twice")));

        var model = models.incumbent("default").orElseThrow().modelId();
        for (var run : new String[] {"once", "twice"}) {
            assertThat(status(run)).as(reason(run)).isEqualTo(Run.Status.SUCCEEDED);
            assertThat(result(run))
                    .containsEntry("hasSeenTheSlice", "true")
                    .doesNotContainKey("servingHasSeenTheSlice")
                    .hasEntrySatisfying("table", table -> assertThat(table).contains(model + ", without the slice"));
            assertThat(reason(run))
                    .containsPattern("the last item that each of \\d+ users came to and liked, since 20")
                    .containsPattern(
                            model + " has seen some of the slice, only 0 of \\d+ were liked after its data end:"
                                    + " its settings were trained again without it");
            assertThat(runs.find("default", run).orElseThrow().iterations())
                    .extracting(Run.Iteration::phase)
                    .containsOnly("incumbent");
        }
        assertThat(workshop.checkpoints()).isEmptyDirectory();
    }

    @Test
    void aFormerModelIsMeasuredWithoutTheSliceAndTheServingOneIsSaidToHaveSeenIt() throws Exception {
        sendLikes();
        runs.note(request("former", Map.of("iterations", "5")));
        runs.note(request("serving", Map.of("iterations", "5", "factors", "8", "force", "true")));
        executing(() -> await().atMost(LIMIT).until(() -> ended("serving")));
        var former = Objects.requireNonNull(
                runs.find("default", "former").orElseThrow().run().modelId());
        runs.note(request(Pipeline.MODEL_EVALUATION, "measured", Map.of("modelId", former)));

        executing(() -> await().atMost(LIMIT).until(() -> told("measured")));

        assertThat(result("measured"))
                .containsEntry("hasSeenTheSlice", "true")
                .containsEntry("servingHasSeenTheSlice", "true")
                .hasEntrySatisfying("table", table -> assertThat(table).contains(former + ", without the slice"));
        assertThat(reason("measured"))
                .contains(models.incumbent("default").orElseThrow().modelId()
                        + ", which serves, has seen some of it, in its favour");
    }

    @Test
    void aTuningReplacesABadModelThoughNothingIsNewSinceItWasTrained() throws Exception {
        sendLikes();
        runs.note(request("bad", BAD));
        runs.note(request(
                Pipeline.HYPERPARAMETER_TUNING, "tuning", Map.of("trials", "4", "factors", "16", "iterations", "5")));

        executing(() -> await().atMost(LIMIT).until(() -> ended("tuning")));

        assertThat(status("tuning")).as(reason("tuning")).isEqualTo(Run.Status.SUCCEEDED);
        var judgement = judgement("tuning");
        assertThat(judgement.forced()).isFalse();
        assertThat(judgement.incumbentHasSeen()).isTrue();
        assertThat(judgement.slice()).contains("has seen some of the slice").contains("trained again without it");
        assertThat(check("tuning", "quality-against-incumbent").explanation()).contains(OF_STAND_IN);
        assertThat(check("tuning", "churn-against-incumbent").explanation()).contains("the incumbent's lists");
        assertThat(runs.find("default", "tuning").orElseThrow().iterations())
                .extracting(Run.Iteration::phase)
                .containsSubsequence("train", "incumbent", "refit");
        assertThat(ndcg(quality("tuning").candidate()))
                .isGreaterThan(ndcg(Objects.requireNonNull(quality("tuning").incumbent())));
    }

    @Test
    void aWarmStartFromWhatHasSeenTheSliceIsForTheRefitAlone() throws Exception {
        sendLikes();
        runs.note(request(Pipeline.DATA_REFRESH, "refreshed", Map.of()));
        runs.note(request("first", Map.of("iterations", "3")));
        runs.note(request("cold", Map.of("iterations", "4")));
        runs.note(request("warm", Map.of("iterations", "4", "warmStart", "true", "force", "true")));

        executing(() -> await().atMost(LIMIT).until(() -> ended("warm")));

        assertThat(reason("warm")).contains("for the refit alone, because it has seen some of the slice");
        assertThat(quality("warm").candidate()).isEqualTo(quality("cold").candidate());
    }

    @Test
    void theSameSettingsOnTheSameDataAreTrainedOnceAndAreNoBetter() throws Exception {
        sendLikes();
        runs.note(request("first", Map.of("iterations", "5")));
        runs.note(request("again", Map.of("iterations", "5")));

        executing(() -> await().atMost(LIMIT).until(() -> ended("again")));

        assertThat(status("again")).as(reason("again")).isEqualTo(Run.Status.REFUSED);
        assertThat(judgement("again").verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
        assertThat(judgement("again").incumbentHasSeen()).isTrue();
        assertThat(check("again", "quality-against-incumbent").explanation()).contains("+0.0000");
        assertThat(quality("again").incumbent()).isEqualTo(quality("again").candidate());
        assertThat(runs.find("default", "again").orElseThrow().iterations())
                .extracting(Run.Iteration::phase)
                .containsOnly("train");
    }

    @Test
    void withEnoughNewDataTheServingModelItselfIsComparedWith() throws Exception {
        var shop = new PlantedShop(5, Instant.now().minus(2, ChronoUnit.DAYS));
        send(shop.likes(8));
        runs.note(request("bad", BAD));
        executing(() -> await().atMost(LIMIT).until(() -> ended("bad")));
        send(shop.likes(4));
        runs.note(request("next", Map.of("iterations", "5")));
        runs.note(request("unjudged", Map.of("iterations", "5", "skipEval", "true")));

        executing(() -> await().atMost(LIMIT).until(() -> ended("unjudged")));

        assertThat(judgement("next").incumbentHasSeen()).isFalse();
        assertThat(judgement("next").slice()).doesNotContain("has seen");
        assertThat(check("next", "quality-against-incumbent").explanation()).contains("of the incumbent:");
        assertThat(runs.find("default", "next").orElseThrow().iterations())
                .extracting(Run.Iteration::phase)
                .doesNotContain("incumbent");
        assertThat(status("next")).as(reason("next")).isEqualTo(Run.Status.SUCCEEDED);
        assertThat(judgement("unjudged").incumbentHasSeen()).isTrue();
    }

    @Test
    void aServingModelWhoseRecipeIsNotKnownAnyMoreIsComparedWithItselfInItsFavour() throws Exception {
        sendLikes();
        runs.note(request("first", Map.of("iterations", "5")));
        executing(() -> await().atMost(LIMIT).until(() -> ended("first")));
        database.execute("update training.models set parameters = parameters || '{\"warp\": 1}'::jsonb");
        runs.note(request("next", Map.of("iterations", "4")));

        executing(() -> await().atMost(LIMIT).until(() -> ended("next")));

        assertThat(judgement("next").incumbentHasSeen()).isTrue();
        assertThat(judgement("next").slice())
                .contains("has seen some of the slice")
                .contains("in its favour: its settings could not be trained again without it, this release does not")
                .contains("warp");
        assertThat(check("next", "quality-against-incumbent").explanation()).contains("of the incumbent:");
    }

    @Test
    void aServingModelThatNeedsTooMuchMemoryIsComparedWithItselfInItsFavour() throws Exception {
        sendLikes();
        runs.note(request("large", Map.of("iterations", "1", "factors", "256", "skipEval", "true")));
        executing(() -> await().atMost(LIMIT).until(() -> ended("large")));
        runs.note(request("small", Map.of("iterations", "4", "factors", "4")));

        executing(
                () -> await().atMost(LIMIT).until(() -> ended("small")),
                Map.of("recloop.training.runs.heap-bytes", "2000000"));

        assertThat(judgement("small").slice())
                .contains(
                        "in its favour: its settings could not be trained again without it, training als on 300 users");
        assertThat(check("small", "quality-against-incumbent").explanation()).contains("of the incumbent:");
    }

    private boolean told(String runId) {
        return log.of(RunFinished.class).stream().anyMatch(end -> end.runId().equals(runId));
    }

    private Judgement judgement(String runId) {
        return Objects.requireNonNull(
                runs.find("default", runId).orElseThrow().run().gate(), () -> reason(runId));
    }

    private Quality quality(String runId) {
        return Objects.requireNonNull(
                runs.find("default", runId).orElseThrow().run().metrics(), () -> reason(runId));
    }

    private GateResult check(String runId, String gate) {
        return judgement(runId).results().stream()
                .filter(result -> result.gate().equals(gate))
                .findFirst()
                .orElseThrow();
    }

    private static double ndcg(Map<String, Double> metrics) {
        return Objects.requireNonNull(metrics.get("ndcg@10"));
    }
}
