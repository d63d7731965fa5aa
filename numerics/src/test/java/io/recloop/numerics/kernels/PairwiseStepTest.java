package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.kernels.PairwiseStep.Regularization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairwiseStepTest {
    /// Three float operations a number, each within u of its result, on numbers whose parts stay below 8.
    private static final double ROUNDING = 3 * 8 * Samples.U;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 15, 16, 17, 31, 64, 67})
    void bothLoopsAgreeWithDoublePrecision(int k) {
        for (var loops : new PairwiseLoops[] {new ScalarPairwiseLoops(), new VectorPairwiseLoops()}) {
            var samples = new Samples(k);
            var users = samples.floats(2 * k);
            var items = samples.floats(3 * k);
            var usersBefore = users.clone();
            var itemsBefore = items.clone();
            double dot = 0;
            double magnitude = 0;
            for (int f = 0; f < k; f++) {
                double difference = (double) items[2 * k + f] - items[f];
                dot += users[k + f] * difference;
                magnitude += Math.abs(users[k + f] * difference);
            }

            float product = loops.dotDifference(users, k, items, 2 * k, 0, k);
            loops.update(users, k, items, 2 * k, 0, k, 0.25f, 0.01f, 0.02f, 0.03f);

            // One rounding more than a dot product, for the difference.
            assertThat((double) product).isCloseTo(dot, within((k + 1) * Samples.U * magnitude));
            for (int f = 0; f < k; f++) {
                double user = usersBefore[k + f];
                double positive = itemsBefore[2 * k + f];
                double negative = itemsBefore[f];
                close(users[k + f], (1 - 0.01f) * user + 0.25 * (positive - negative));
                close(items[2 * k + f], (1 - 0.02f) * positive + 0.25 * user);
                close(items[f], (1 - 0.03f) * negative - 0.25 * user);
                assertThat(users[f]).isEqualTo(usersBefore[f]);
                assertThat(items[k + f]).isEqualTo(itemsBefore[k + f]);
            }
        }
    }

    @Test
    void stepsDownhillAndMovesTheBiasesApart() {
        var samples = new Samples(1);
        var users = samples.floats(64);
        var items = samples.floats(128);
        var biases = new float[] {0.5f, 0.25f};
        var step = new PairwiseStep(64, 0.01f, new Regularization(0, 0, 0, 0.1f));

        float first = step.apply(users, 0, items, 0, 1, biases);
        float second = step.apply(users, 0, items, 0, 1, biases.clone());

        assertThat(second).isLessThan(first);
        assertThat(biases[0]).isCloseTo(0.5f + 0.01f * first - 0.01f * 0.1f * 0.5f, within(1e-7f));
        assertThat(biases[1]).isCloseTo(0.25f - 0.01f * first - 0.01f * 0.1f * 0.25f, within(1e-7f));
    }

    @Test
    void rowsOutsideTheirMatrixAreRefused() {
        var step = new PairwiseStep(4, 0.1f, new Regularization(0, 0, 0, 0));

        assertThatThrownBy(() -> step.apply(new float[4], 1, new float[8], 0, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> step.apply(new float[4], 0, new float[8], 2, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> step.apply(new float[4], 0, new float[8], 0, -1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void close(float actual, double expected) {
        assertThat((double) actual).isCloseTo(expected, within(ROUNDING));
    }
}
