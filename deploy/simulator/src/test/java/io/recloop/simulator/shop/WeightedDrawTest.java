package io.recloop.simulator.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedDrawTest {
    @Test
    void drawsInProportionToTheWeights() {
        double[] weights = {0, 5, 1, 0.5, 3.5, 0, 10};
        var draw = new WeightedDraw(weights);
        var chance = new SplittableRandom(1);
        int n = 200_000;
        var counts = new int[weights.length];
        for (int i = 0; i < n; i++) {
            counts[draw.next(chance)]++;
        }
        double chiSquare = 0;
        for (int i = 0; i < weights.length; i++) {
            double expected = n * weights[i] / 20;
            if (expected == 0) {
                assertThat(counts[i]).isZero();
            } else {
                chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
            }
        }
        // 4 degrees of freedom: above 23.5 once in ten thousand seeds.
        assertThat(chiSquare).isLessThan(23.5);
    }

    @Test
    void refusesWeightsThatAddUpToNothing() {
        assertThatThrownBy(() -> new WeightedDraw(new double[] {0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive");
    }
}
