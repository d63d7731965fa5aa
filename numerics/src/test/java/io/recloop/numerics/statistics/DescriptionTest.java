package io.recloop.numerics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sums, quantiles, ranks and overlaps against values worked out by hand.
class DescriptionTest {
    @Test
    void aSumKeepsWhatPlainAdditionLoses() {
        assertThat(Sums.sum(new double[] {1, 1e100, 1, -1e100})).isEqualTo(2);
        assertThat(Sums.sum(new double[0])).isZero();
        assertThat(Sums.sum(new double[] {1, Double.POSITIVE_INFINITY})).isInfinite();
        var tenths = new double[1_000_000];
        Arrays.fill(tenths, 0.1);
        assertThat(Sums.sum(tenths)).isEqualTo(100_000);
    }

    @Test
    void meanAndVarianceAreThoseOfTheSample() {
        assertThat(Sums.mean(new double[] {1, 2, 6})).isEqualTo(3);
        assertThat(Sums.variance(new double[] {1, 2, 6})).isEqualTo(7);
        assertThat(Sums.variance(new double[] {1})).isNaN();
        assertThat(Sums.mean(new double[0])).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0.25,1.75", "0.5,2.5", "0.9,3.7", "1,4"})
    void quantilesAreThoseOfNumPy(double p, double expected) {
        assertThat(Quantiles.of(new double[] {4, 1, 3, 2}, p)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void quantilesLeaveTheirInputAlone() {
        var values = new double[] {3, 1, 2};

        assertThat(Quantiles.of(values, 0.5)).isEqualTo(2);

        assertThat(values).containsExactly(3, 1, 2);
        assertThat(Quantiles.ofSorted(new double[] {7}, 0.3)).isEqualTo(7);
        assertThatThrownBy(() -> Quantiles.of(new double[0], 0.5)).hasMessageContaining("no values");
        assertThatThrownBy(() -> Quantiles.of(values, 1.5)).hasMessageContaining("0..1");
        assertThatThrownBy(() -> Quantiles.of(values, Double.NaN)).hasMessageContaining("0..1");
    }

    @Test
    void equalValuesShareTheirMeanRank() {
        assertThat(RankCorrelation.ranks(new double[] {5, 1, 5, 9, 5})).containsExactly(3, 1, 3, 5, 3);
        assertThat(RankCorrelation.ranks(new double[] {0.0, -0.0, 1})).containsExactly(1.5, 1.5, 3);
    }

    @Test
    void spearmanCountsTies() {
        // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: 4.5 / √(4.5 · 5).
        assertThat(RankCorrelation.spearman(new double[] {1, 2, 2, 4}, new double[] {1, 3, 2, 4}))
                .isCloseTo(4.5 / Math.sqrt(22.5), within(1e-12));
        assertThat(RankCorrelation.spearman(new double[] {1, 2, 3}, new double[] {1, 10, 100}))
                .isCloseTo(1, within(1e-12));
        assertThat(RankCorrelation.spearman(new double[] {1, 2, 3}, new double[] {3, 2, 1}))
                .isCloseTo(-1, within(1e-12));
        assertThat(RankCorrelation.spearman(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
                .isNaN();
        assertThatThrownBy(() -> RankCorrelation.spearman(new double[1], new double[2]))
                .hasMessageContaining("1 and 2");
    }

    @Test
    void jaccardIsTheShareOfTheUnion() {
        assertThat(Overlap.jaccard(new int[] {3, 1, 2, 2}, new int[] {4, 3, 2})).isEqualTo(0.5);
        assertThat(Overlap.jaccard(new int[0], new int[0])).isEqualTo(1);
        assertThat(Overlap.jaccard(new int[] {1}, new int[0])).isZero();
    }

    @Test
    void theTopEntriesAreTakenByValueAndThenByPosition() {
        var before = new double[] {9, 8, 7, 7, 1};
        var after = new double[] {9, 1, 7, 7, 8};
        // {0, 1} against {0, 4}; {0, 1, 2} against {0, 4, 2}.
        assertThat(Overlap.jaccardTop(before, after, 2)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(Overlap.jaccardTop(before, after, 3)).isEqualTo(0.5);
        assertThat(Overlap.jaccardTop(before, after, 99)).isEqualTo(1);
        assertThatThrownBy(() -> Overlap.jaccardTop(before, after, 0)).hasMessageContaining("k = 0");
        assertThatThrownBy(() -> Overlap.jaccardTop(before, new double[2], 1)).hasMessageContaining("5 and 2");
    }
}
