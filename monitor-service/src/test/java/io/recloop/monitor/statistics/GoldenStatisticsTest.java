package io.recloop.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.monitor.statistics.GoldenVectors.Vector;
import java.io.IOException;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Agreement with SciPy: exact p-values to 1e-6, everything else to 1e-9.
class GoldenStatisticsTest {
    private static final Offset<Double> EXACT = within(1e-6);
    private static final Offset<Double> CLOSE = within(1e-9);

    static Stream<Vector> numbers() throws IOException {
        return GoldenVectors.of("numbers");
    }

    static Stream<Vector> levels() throws IOException {
        return GoldenVectors.of("levels");
    }

    static Stream<Vector> popularity() throws IOException {
        return GoldenVectors.of("popularity");
    }

    static Stream<Vector> ratings() throws IOException {
        return GoldenVectors.of("ratings");
    }

    static Stream<Vector> rates() throws IOException {
        return GoldenVectors.of("rates");
    }

    private static double number(Statistic statistic) {
        return statistic.number().orElseThrow(() -> new AssertionError(statistic.toString()));
    }

    private static double p(Statistic statistic) {
        return ((Statistic.Tested) statistic).pValue();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void kolmogorovAndSmirnovAgreeWithScipy(Vector vector) {
        var exact = KolmogorovSmirnov.exact(vector.sample("a"), vector.sample("b"));
        var asymptotic = KolmogorovSmirnov.asymptotic(vector.sample("a"), vector.sample("b"));

        assertThat(number(exact)).isEqualTo(vector.expected("d"), CLOSE);
        assertThat(p(exact)).isEqualTo(vector.expected("exact"), EXACT);
        if (vector.has("asymptotic")) {
            assertThat(number(asymptotic)).isEqualTo(vector.expected("d"), CLOSE);
            assertThat(p(asymptotic)).isEqualTo(vector.expected("asymptotic"), CLOSE);
        } else {
            assertThat(asymptotic).isInstanceOf(Statistic.Undefined.class);
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void distancesOfNumbersAgreeWithScipy(Vector vector) {
        var a = vector.sample("a");
        var b = vector.sample("b");

        assertThat(number(ReferenceBins.stabilityIndex(a, b))).isEqualTo(vector.expected("stabilityIndex"), CLOSE);
        var wasserstein = WassersteinDistance.normed(a, b);
        var drift = PredictionDrift.between(a, b);
        if (vector.has("wasserstein")) {
            assertThat(number(wasserstein)).isEqualTo(vector.expected("wasserstein"), CLOSE);
            assertThat(number(drift.meanShift())).isEqualTo(vector.expected("meanShift"), CLOSE);
            assertThat(number(drift.varianceRatio())).isEqualTo(vector.expected("varianceRatio"), CLOSE);
        } else {
            assertThat(wasserstein).isInstanceOf(Statistic.Undefined.class);
            assertThat(drift.meanShift()).isInstanceOf(Statistic.Undefined.class);
            assertThat(drift.varianceRatio()).isInstanceOf(Statistic.Undefined.class);
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void levelsAgreeWithScipy(Vector vector) {
        var test = LevelTest.compare(vector.levels("a"), vector.levels("b"));
        var comparison = LevelComparison.of(vector.levels("a"), vector.levels("b"));

        assertThat(number(test.result())).isEqualTo(vector.expected("chiSquare"), CLOSE);
        assertThat(p(test.result())).isEqualTo(vector.expected("pValue"), CLOSE);
        assertThat(test.freedom()).isEqualTo((int) vector.expected("freedom"));
        assertThat(number(comparison.totalAbsoluteDifference()))
                .isEqualTo(vector.expected("totalAbsoluteDifference"), CLOSE);
        assertThat(number(comparison.maximumDifference())).isEqualTo(vector.expected("maximumDifference"), CLOSE);
        assertThat(number(comparison.jensenShannon())).isEqualTo(vector.expected("jensenShannon"), CLOSE);
        assertThat(number(comparison.stabilityIndex())).isEqualTo(vector.expected("stabilityIndex"), CLOSE);
    }

    @ParameterizedTest
    @MethodSource("popularity")
    void popularityAgreesWithScipy(Vector vector) {
        var shift = PopularityShift.between(vector.levels("a"), vector.levels("b"));

        assertThat(number(shift.spearman())).isEqualTo(vector.expected("spearman"), CLOSE);
        assertThat(number(shift.topTwenty())).isEqualTo(vector.expected("top20"), CLOSE);
        assertThat(number(shift.topHundred())).isEqualTo(vector.expected("top100"), CLOSE);
    }

    @ParameterizedTest
    @MethodSource("ratings")
    void errorsOfRatingsAgreeWithNumpy(Vector vector) {
        var errors = RatingErrors.of(vector.numbers("predicted"), vector.numbers("given"));

        assertThat(number(errors.mae())).isEqualTo(vector.expected("mae"), CLOSE);
        assertThat(number(errors.rmse())).isEqualTo(vector.expected("rmse"), CLOSE);
        assertThat(number(errors.mape())).isEqualTo(vector.expected("mape"), CLOSE);
        assertThat(number(errors.r2())).isEqualTo(vector.expected("r2"), CLOSE);
    }

    @ParameterizedTest
    @MethodSource("rates")
    void ratesAgreeWithScipysTwoByTwoTable(Vector vector) {
        var a = vector.numbers("a");
        var b = vector.numbers("b");
        var change = RateChange.between((long) a[0], (long) a[1], (long) b[0], (long) b[1]);

        assertThat(Math.pow(number(change.test()), 2)).isEqualTo(vector.expected("chiSquare"), CLOSE);
        assertThat(p(change.test())).isEqualTo(vector.expected("pValue"), CLOSE);
    }
}
