package io.recloop.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where a number does not exist there is a sentence, never NaN, infinity or an exception.
class UndefinedStatisticsTest {
    private static final NumericSample NOTHING = NumericSample.of();
    private static final NumericSample CONSTANT = NumericSample.of(3, 3, 3, 3);
    private static final NumericSample NUMBERS = NumericSample.of(1, 2, 3, 4, 5);

    static Stream<Statistic> ofEmptySides() {
        var some = Map.of("a", 5L);
        return Stream.of(
                KolmogorovSmirnov.exact(NOTHING, NUMBERS),
                KolmogorovSmirnov.exact(NUMBERS, NOTHING),
                KolmogorovSmirnov.asymptotic(NOTHING, NOTHING),
                WassersteinDistance.normed(NOTHING, NUMBERS),
                WassersteinDistance.normed(NUMBERS, NOTHING),
                ReferenceBins.stabilityIndex(NOTHING, NUMBERS),
                ReferenceBins.stabilityIndex(NUMBERS, NOTHING),
                PredictionDrift.between(NOTHING, NUMBERS).meanShift(),
                PredictionDrift.between(NUMBERS, NOTHING).varianceRatio(),
                LevelTest.compare(Map.of(), some).result(),
                LevelTest.compare(some, Map.of()).result(),
                LevelTest.compare(Map.of("a", 0L), some).result(),
                LevelComparison.of(Map.of(), some).totalAbsoluteDifference(),
                LevelComparison.of(some, Map.of()).maximumDifference(),
                LevelComparison.of(Map.of(), Map.of()).jensenShannon(),
                LevelComparison.of(Map.of(), some).stabilityIndex(),
                PopularityShift.between(Map.of(), some).spearman(),
                PopularityShift.between(some, Map.of()).topTwenty(),
                RateChange.between(0, 0, 1, 10).relative(),
                RateChange.between(1, 10, 0, 0).test());
    }

    static Stream<Statistic> ofOneValue() {
        return Stream.of(
                WassersteinDistance.normed(CONSTANT, NUMBERS),
                PredictionDrift.between(CONSTANT, NUMBERS).meanShift(),
                PredictionDrift.between(CONSTANT, NUMBERS).varianceRatio(),
                LevelTest.compare(Map.of("a", 50L), Map.of("a", 70L)).result(),
                LevelTest.compare(Map.of("a", 1L, "b", 1L), Map.of("a", 1L, "b", 1L))
                        .result(),
                PopularityShift.between(Map.of("a", 5L), Map.of("a", 7L)).spearman(),
                PopularityShift.between(Map.of("a", 5L, "b", 5L), Map.of("a", 7L, "b", 1L))
                        .spearman(),
                RatingErrors.of(constant(3.5), constant(3)).r2(),
                RatingErrors.of(constant(3.5), constant(0)).mape(),
                RatingErrors.degradation(new Statistic.Value(0.5), 0),
                RateChange.between(0, 100, 5, 100).relative(),
                RateChange.between(0, 100, 0, 100).test());
    }

    private static double[] constant(double value) {
        return DoubleStream.generate(() -> value).limit(12).toArray();
    }

    @ParameterizedTest
    @MethodSource({"ofEmptySides", "ofOneValue"})
    void isUndefinedWithASentence(Statistic statistic) {
        assertThat(statistic)
                .isInstanceOfSatisfying(Statistic.Undefined.class, undefined -> assertThat(undefined.because())
                        .contains(" "));
        assertThat(statistic.number()).isEmpty();
    }

    @Test
    void fewRatingsAreInsufficient() {
        var errors = RatingErrors.of(new double[9], new double[9]);

        assertThat(errors.mae()).isEqualTo(new Statistic.Insufficient(9, 10));
        assertThat(errors.r2()).isEqualTo(new Statistic.Insufficient(9, 10));
        assertThat(RatingErrors.degradation(errors.mae(), 0.5)).isEqualTo(errors.mae());
    }

    @Test
    void twoConstantSamplesDoNotDiffer() {
        assertThat(KolmogorovSmirnov.test(CONSTANT, CONSTANT)).isEqualTo(new Statistic.Tested(0, 1));
    }

    @Test
    void degradationIsRelativeToTraining() {
        assertThat(RatingErrors.degradation(new Statistic.Value(0.9), 0.6).number())
                .hasValueCloseTo(0.5, within(1e-12));
    }

    @Test
    void sentinelsAndMissingValuesAreLevelsAndNoNumbers() {
        var sample =
                NumericSample.of(new double[] {-1, 2, Double.NaN, 3, -1, Double.POSITIVE_INFINITY, -0.0}, Set.of(-1.0));

        assertThat(sample.values()).containsExactly(0, 2, 3);
        assertThat(sample.presence())
                .isEqualTo(Map.of("value", 3L, "missing", 1L, "sentinel -1.0", 2L, "sentinel Infinity", 1L));
    }

    @Test
    void aFloodOfSentinelsIsSeenAmongTheLevelsAndDoesNotMoveTheNumbers() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
        var before = NumericSample.of(values);
        var flooded = NumericSample.of(
                DoubleStream.concat(
                                DoubleStream.of(values),
                                DoubleStream.generate(() -> -1).limit(50))
                        .toArray(),
                Set.of(-1.0));

        assertThat(KolmogorovSmirnov.test(before, flooded)).isEqualTo(new Statistic.Tested(0, 1));
        assertThat(LevelTest.compare(before.presence(), flooded.presence()).result())
                .isInstanceOfSatisfying(Statistic.Tested.class, tested -> assertThat(tested.pValue())
                        .isLessThan(1e-6));
    }

    @Test
    void sparseLevelsAreCountedTogetherAndNamed() {
        var test = LevelTest.compare(
                Map.of("1", 1L, "2", 2L, "3", 500L, "4", 400L), Map.of("1", 4L, "2", 1L, "3", 450L, "4", 450L));

        assertThat(test.pooled()).contains("1", "2");
        assertThat(test.freedom()).isEqualTo(1);
    }

    @Test
    void theLevelThatChangedMostIsNamed() {
        var comparison = LevelComparison.of(Map.of("a", 50L, "b", 50L), Map.of("a", 50L, "b", 30L, "c", 20L));

        var most = comparison.mostChanged(1);

        assertThat(most).singleElement().satisfies(level -> {
            assertThat(level.name()).isIn("b", "c");
            assertThat(Math.abs(level.difference())).isCloseTo(0.2, within(1e-12));
        });
        assertThat(comparison.levels())
                .extracting(LevelComparison.Level::current)
                .containsExactly(50L, 30L, 20L);
    }

    @Test
    void trendingAndDroppedItemsAreNamed() {
        var before = new java.util.HashMap<String, Long>();
        var now = new java.util.HashMap<String, Long>();
        for (int i = 0; i < 100; i++) {
            before.put("old-%03d".formatted(i), 1_000L - i);
            now.put("old-%03d".formatted(i), 1_000L - i);
        }
        now.put("new", 5_000L);
        now.remove("old-000");

        var shift = PopularityShift.between(before, now);

        assertThat(shift.trending()).isEqualTo(List.of("new"));
        assertThat(shift.dropped()).isEqualTo(List.of("old-000"));
    }
}
