package io.recloop.training.runs.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.recloop.contracts.events.Pipeline;
import io.recloop.learning.engine.Algorithm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunParametersTest {
    @ParameterizedTest
    @EnumSource(names = "DRIFT_DETECTION", mode = EnumSource.Mode.EXCLUDE)
    void everyPipelineOfOursRunsWithoutParametersAndNamesUnknownOnes(Pipeline pipeline) {
        assertThat(Pipelines.areOurs(pipeline)).isTrue();
        Pipelines.check(pipeline, Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pipelines.check(pipeline, Map.of("colour", "blue")))
                .withMessageContaining("unknown parameter colour; known are ");
    }

    @Test
    void thePipelineOfAnotherServiceIsRefused() {
        assertThat(Pipelines.areOurs(Pipeline.DRIFT_DETECTION)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pipelines.check(Pipeline.DRIFT_DETECTION, Map.of()))
                .withMessage("drift-detection is not executed by the training service");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model|svd|model must be one of als, bpr, ease, both, any",
                "force|yes|force must be true or false",
                "factors|many|factors must be a number",
                "factors|0|factors must be in 1..1024, was 0",
                "factors|1.5|factors must be a whole number, was 1.5",
                "learningRate|0.1|unknown parameter learningRate"
            })
    void whatATrainingCannotUseIsNamed(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pipelines.check(Pipeline.MODEL_TRAINING, Map.of(name, value)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "budget|soon|budget must be a time span such as 15m or 90s",
                "budget|0s|budget must be a time span greater than nothing",
                "trials|-1|trials must be a whole number in 0..100000"
            })
    void whatATuningCannotUseIsNamed(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pipelines.check(Pipeline.HYPERPARAMETER_TUNING, Map.of(name, value)))
                .withMessageContaining(message);
    }

    @Test
    void eachAlgorithmBringsItsOwnSettings() {
        var bpr = TrainingParameters.of(Map.of("model", "bpr", "learningRate", "0.1"));
        assertThat(bpr.settings()).containsExactly(Map.entry("learningRate", 0.1));
        var both = TrainingParameters.of(Map.of("model", "both", "learningRate", "0.1", "unobservedWeight", "0.5"));
        assertThat(both.model().algorithms()).containsExactly(Algorithm.ALS, Algorithm.BPR);
    }

    @Test
    void choosingAutomaticallyTriesEaseWhereTheCatalogueAllows() {
        var any = TrainingParameters.of(Map.of("autoSelect", "true")).model();
        assertThat(any.algorithms(20_000)).containsExactly(Algorithm.ALS, Algorithm.BPR, Algorithm.EASE);
        assertThat(any.algorithms(20_001)).containsExactly(Algorithm.ALS, Algorithm.BPR);
        assertThat(ModelChoice.EASE.algorithms(20_001)).containsExactly(Algorithm.EASE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingParameters.of(Map.of("autoSelect", "true", "model", "als")))
                .withMessageContaining("leaves no choice");
    }

    @Test
    void aTuningTrainsItsBestUnlessToldNotTo() {
        assertThat(TuningParameters.of(Map.of()).train()).isTrue();
        assertThat(TuningParameters.of(Map.of("train", "false")).train()).isFalse();
        assertThat(TuningParameters.of(Map.of("budget", "90s")).budget()).isEqualTo(Duration.ofSeconds(90));
    }
}
