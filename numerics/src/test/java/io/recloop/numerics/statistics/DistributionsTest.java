package io.recloop.numerics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionsTest {
    @Test
    void theSameShapeHasNoDistanceWhateverItsSize() {
        assertThat(Distributions.totalAbsoluteDifference(new double[] {1, 2, 1}, new double[] {100, 200, 100}))
                .isZero();
    }

    @Test
    void nothingInCommonIsTheGreatestDistance() {
        assertThat(Distributions.totalAbsoluteDifference(new double[] {1, 0}, new double[] {0, 7}))
                .isEqualTo(2);
        assertThat(Distributions.totalVariation(new double[] {1, 0}, new double[] {0, 7}))
                .isEqualTo(1);
    }

    @Test
    void theDistanceAddsUpTheCells() {
        assertThat(Distributions.totalAbsoluteDifference(new double[] {5, 3, 2}, new double[] {2, 3, 5}))
                .isCloseTo(0.6, within(1e-12));
    }

    @Test
    void histogramsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Distributions.shares(new double[] {0, 0})).hasMessageContaining("nothing");
        assertThatThrownBy(() -> Distributions.shares(new double[] {-1, 2})).hasMessageContaining("-1");
        assertThatThrownBy(() -> Distributions.shares(new double[] {Double.NaN}))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Distributions.totalVariation(new double[] {1}, new double[] {1, 2}))
                .hasMessageContaining("1 and 2");
    }

    @Test
    void chiSquareOfFitIsPearsons() {
        var fit = ChiSquare.ofFit(new double[] {10, 20, 30}, new double[] {1, 1, 1});

        assertThat(fit.statistic()).isCloseTo(10, within(1e-12));
        assertThat(fit.degreesOfFreedom()).isEqualTo(2);
        assertThat(fit.observations()).isEqualTo(60);
        assertThat(fit.effectSize()).isCloseTo(Math.sqrt(10 / 60.0), within(1e-12));
    }

    @Test
    void chiSquareOfHomogeneityIsThatOfTheTwoByTwoTable() {
        // n(ad − bc)² / (row and column sums) = 60·300² / 30⁴
        var table = ChiSquare.ofHomogeneity(new double[] {10, 20}, new double[] {20, 10});

        assertThat(table.statistic()).isCloseTo(60 * 300.0 * 300 / (30.0 * 30 * 30 * 30), within(1e-12));
        assertThat(table.degreesOfFreedom()).isEqualTo(1);
    }

    @Test
    void emptyCellsDoNotCount() {
        assertThat(ChiSquare.ofFit(new double[] {5, 0, 5}, new double[] {1, 0, 1}))
                .isEqualTo(new ChiSquare(0, 1, 10));
        assertThat(ChiSquare.ofHomogeneity(new double[] {5, 0, 5}, new double[] {5, 0, 5}))
                .isEqualTo(new ChiSquare(0, 1, 20));
    }

    @Test
    void whatCannotBeButWasSeenIsRefused() {
        assertThatThrownBy(() -> ChiSquare.ofFit(new double[] {1, 1}, new double[] {1, 0}))
                .hasMessageContaining("cell 1");
        assertThatThrownBy(() -> ChiSquare.ofHomogeneity(new double[] {1}, new double[] {0}))
                .hasMessageContaining("nothing");
    }
}
