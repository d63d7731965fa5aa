package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EaseTrainerTest {
    private final CsrMatrix had = PlantedTaste.split(80, 40, 4, 8, 5).seen();

    @Test
    void settlesInOneIterationAndTellsTheListener() {
        var heard = new ArrayList<TrainingListener.Iteration>();
        var trained = trainer(had, Map.of())
                .train(
                        TrainingData.of(had),
                        TrainingContext.ALONE.withListener(heard::add).withValidation(model -> 0.25));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().validation()).isEqualTo(0.25);
        assertThat(heard.getFirst().loss()).isPositive();
        assertThat(trained.iterations()).isEqualTo(1);
        assertThat(trained.validationNdcg()).isEqualTo(0.25);
        assertThat(trained.model().users()).isEqualTo(80);
        assertThat(trained.model().isFinite()).isTrue();
    }

    @Test
    void refusesMoreItemsThanItIsFor() {
        var many = CsrMatrix.ofPairs(2, 20_001, new int[] {0}, new int[] {0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(many, Map.of()).train(TrainingData.of(many), TrainingContext.ALONE))
                .withMessageContaining("20,001");
    }

    @Test
    void refusesAPenaltyThatSinglePrecisionDoesNotCarry() {
        // Everyone had the same two items, and 40,000.001 is 40,000 in single precision.
        var twins = CsrMatrix.ofPairs(
                40_000,
                2,
                IntStream.range(0, 80_000).map(i -> i / 2).toArray(),
                IntStream.range(0, 80_000).map(i -> i % 2).toArray());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(twins, Map.of("regularization", 0.001))
                        .train(TrainingData.of(twins), TrainingContext.ALONE))
                .withMessageContaining("0.001");
    }

    @Test
    void stopsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> trainer(had, Map.of()).train(TrainingData.of(had), TrainingContext.ALONE))
                .isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void itsDefaultsGrowWithHowOftenItemsAreHad() {
        assertThat(EaseSettings.defaultsFor(had).regularization()).isEqualTo(2 * had.entries() / 40.0);
        var often = PlantedTaste.split(800, 40, 4, 8, 5).seen();
        assertThat(EaseSettings.defaultsFor(often).regularization())
                .isEqualTo(2 * often.entries() / 40.0)
                .isGreaterThan(10);
    }

    @Test
    void asksForTheMemoryOfTheInverseAndMore() {
        long bytes = trainer(had, Map.of()).memory(TrainingData.of(had));
        assertThat(bytes).isBetween(4L * 64 * 64, 1L << 20);
    }

    private static Trainer trainer(CsrMatrix positives, Map<String, Double> settings) {
        return Algorithm.EASE.trainer(
                Algorithm.EASE.settings(positives, settings).withThreads(2));
    }
}
