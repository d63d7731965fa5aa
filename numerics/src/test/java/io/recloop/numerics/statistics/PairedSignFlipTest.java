package io.recloop.numerics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedSignFlipTest {
    private static final int FLIPS = 20_000;

    /// All 32 sign patterns by hand: 1+2+3+4+5 = 15, and at least 9 is reached where the negative ones sum to 3 or
    /// less: {}, {1}, {2}, {3}, {1,2}: 5 of 32.
    @Test
    void agreesWithCountingAllSigns() {
        double p = PairedSignFlip.pValue(new double[] {1, 2, -3, 4, 5}, new double[5], FLIPS, 1);

        double exact = 5 / 32.0;
        assertThat(p).isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / FLIPS)));
    }

    @Test
    void countsTheWholeSampleWhenNothingDiffers() {
        assertThat(PairedSignFlip.pValue(new double[] {1, 2}, new double[] {1, 2}, 100, 1))
                .isEqualTo(1);
    }

    @Test
    void pairsThatDoNotDifferChangeNothing() {
        var few = new double[] {0.3, 0.1, 0.2, 0.5, 0.4, 0.7};
        var many = Arrays.copyOf(few, 1000);

        assertThat(PairedSignFlip.pValue(many, new double[1000], FLIPS, 3))
                .isEqualTo(PairedSignFlip.pValue(few, new double[6], FLIPS, 3));
    }

    @Test
    void isSmallOnTheSideThatIsGreaterOnly() {
        var a = new Random(5).doubles(200).map(x -> x + 0.2).toArray();
        var b = new Random(6).doubles(200).toArray();

        assertThat(PairedSignFlip.pValue(a, b, 999, 1)).isEqualTo(0.001);
        assertThat(PairedSignFlip.pValue(b, a, 999, 1)).isGreaterThan(0.99);
    }

    @Test
    void staysASmallTaskForManyPairs() {
        var a = new Random(7).doubles(300_000).map(x -> x - 0.5).toArray();

        double p = PairedSignFlip.pValue(a, new double[a.length], 200, 1);

        // Against the normal approximation of the same test, in whose scale 200 flips are good to 0.14.
        double z = Sums.sum(a) / Math.sqrt(Sums.variance(a) * a.length);
        assertThat(p).isCloseTo(z > 0 ? 0.5 - tail(z) : 0.5 + tail(-z), within(0.14));
    }

    @Test
    void whatIsNotPairedIsRefused() {
        assertThatThrownBy(() -> PairedSignFlip.pValue(new double[2], new double[3], 10, 1))
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> PairedSignFlip.pValue(new double[0], new double[0], 10, 1))
                .hasMessageContaining("0 pairs");
        assertThatThrownBy(() -> PairedSignFlip.pValue(new double[1], new double[1], 0, 1))
                .hasMessageContaining("flips");
    }

    /// The normal distribution between 0 and z, by Simpson's rule.
    private static double tail(double z) {
        double sum = 0;
        int steps = 200;
        for (int i = 0; i <= steps; i++) {
            double x = z * i / steps;
            sum += Math.exp(-x * x / 2) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return sum * z / steps / 3 / Math.sqrt(2 * Math.PI);
    }
}
