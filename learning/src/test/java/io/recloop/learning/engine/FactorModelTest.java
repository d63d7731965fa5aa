package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FactorModelTest {
    @Test
    void isFiniteUnlessOneFactorIsNot() {
        assertThat(model(1, 2).isFinite()).isTrue();
        assertThat(model(Float.NaN, 2).isFinite()).isFalse();
        assertThat(model(1, Float.NEGATIVE_INFINITY).isFinite()).isFalse();
        assertThat(model(Float.NaN, Float.NaN).nonFinite()).isEqualTo(2);
    }

    @Test
    void theLargestNormIsThatOfTheLongestRowOfEitherSide() {
        assertThat(model(3, 4).largestNorm()).isEqualTo(5);
        assertThat(new FactorModel(1, 1, 2, new float[] {6, 8}, new float[] {3, 4}).largestNorm())
                .isEqualTo(10);
        assertThat(model(Float.NaN, 1).largestNorm()).isNaN();
    }

    @Test
    void arraysOfAnotherSizeAreRefused() {
        assertThatThrownBy(() -> new FactorModel(2, 1, 2, new float[3], new float[2]))
                .hasMessageContaining("user");
        assertThatThrownBy(() -> new FactorModel(1, 1, 2, new float[2], new float[3]))
                .hasMessageContaining("item");
        assertThatThrownBy(() -> new FactorModel(1, 1, 0, new float[0], new float[0]))
                .hasMessageContaining("0 factors");
    }

    private static FactorModel model(float first, float second) {
        return new FactorModel(1, 1, 2, new float[] {1, 0}, new float[] {first, second});
    }
}
