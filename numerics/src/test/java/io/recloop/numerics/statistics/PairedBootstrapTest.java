package io.recloop.numerics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedBootstrapTest {
    @Test
    void theStandardErrorIsThatOfTheMeanDifference() {
        var random = new Random(1);
        var a = random.doubles(500).toArray();
        var b = random.doubles(500).toArray();
        var differences = new double[500];
        for (int i = 0; i < 500; i++) {
            differences[i] = a[i] - b[i];
        }
        double expected = Math.sqrt(Sums.variance(differences) / 500);

        var bootstrap = PairedBootstrap.ofDifferences(a, b, 4000, 7);

        assertThat(bootstrap.mean()).isCloseTo(Sums.mean(a) - Sums.mean(b), within(1e-12));
        // The bootstrap's own error with 4,000 resamples is 1/√8000 = 1.1 %; four times that.
        assertThat(bootstrap.standardError()).isCloseTo(expected, within(0.045 * expected));
    }

    /// 2,000 samples of 60 pairs each. The stated 5 % tail has a standard error of 0.49 points; the percentile
    /// bootstrap of a normal mean at n = 60 lies 0.35 points above nominal (Student's t against its plug-in
    /// normal); four errors allowed.
    @Test
    void eachOneSidedBoundMissesTheTruthAtTheStatedRate() {
        var random = new Random(20261121);
        int below = 0;
        int above = 0;
        for (int trial = 0; trial < 2000; trial++) {
            var a = new double[60];
            for (int i = 0; i < a.length; i++) {
                a[i] = 0.3 + random.nextGaussian();
            }
            var bootstrap = PairedBootstrap.ofDifferences(a, new double[60], 400, trial);
            below += bootstrap.lowerBound(0.05) > 0.3 ? 1 : 0;
            above += bootstrap.upperBound(0.05) < 0.3 ? 1 : 0;
        }
        assertThat(below / 2000.0).isBetween(0.0338, 0.0731);
        assertThat(above / 2000.0).isBetween(0.0338, 0.0731);
    }

    @Test
    void theIntervalLiesBetweenItsTwoBounds() {
        var a = new Random(3).doubles(100).toArray();
        var bootstrap = PairedBootstrap.ofDifferences(a, new double[100], 1000, 1);

        var interval = bootstrap.interval(0.9);

        assertThat(interval.lower()).isCloseTo(bootstrap.lowerBound(0.05), within(1e-12));
        assertThat(interval.upper()).isCloseTo(bootstrap.upperBound(0.05), within(1e-12));
        assertThat(interval.lower()).isLessThan(bootstrap.mean());
        assertThat(interval.upper()).isGreaterThan(bootstrap.mean());
    }

    @Test
    void theSameSeedGivesTheSameBounds() {
        var a = new Random(3).doubles(100).toArray();
        var b = new double[100];

        double first = PairedBootstrap.ofDifferences(a, b, 500, 9).lowerBound(0.05);

        assertThat(PairedBootstrap.ofDifferences(a, b, 500, 9).lowerBound(0.05)).isEqualTo(first);
        assertThat(PairedBootstrap.ofDifferences(a, b, 500, 10).lowerBound(0.05))
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_001, 59_999, 100_000})
    void manyPairsAreGroupedWithoutChangingTheirSpread(int n) {
        var a = new double[n];
        var random = new Random(n);
        for (int i = 0; i < n; i++) {
            // Sorted by size, so that groups of neighbours would be far from independent.
            a[i] = i / (double) n + 0.01 * random.nextGaussian();
        }
        double expected = Math.sqrt(Sums.variance(a) / n);

        var bootstrap = PairedBootstrap.ofDifferences(a, new double[n], 400, 5);

        assertThat(bootstrap.standardError()).isCloseTo(expected, within(0.15 * expected));
        assertThat(bootstrap.mean()).isCloseTo(Sums.mean(a), within(1e-12));
    }

    @Test
    void whatIsNotPairedIsRefused() {
        assertThatThrownBy(() -> PairedBootstrap.ofDifferences(new double[2], new double[3], 100, 1))
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> PairedBootstrap.ofDifferences(new double[0], new double[0], 100, 1))
                .hasMessageContaining("0 pairs");
        assertThatThrownBy(() -> PairedBootstrap.ofDifferences(new double[1], new double[1], 0, 1))
                .hasMessageContaining("resamples");
    }
}
