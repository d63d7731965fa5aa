package io.recloop.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.monitor.statistics.SummaryDistance.Answer;
import io.recloop.monitor.summaries.QuantileSummary;
import io.recloop.monitor.summaries.SummaryCell;
import java.util.EnumMap;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SummaryDistanceTest {
    private static final double ALPHA = 0.01;

    private static QuantileSummary summary(double[] values) {
        var cell = new SummaryCell();
        for (double value : values) {
            cell.measure(value);
        }
        return cell.quantiles().orElseThrow();
    }

    private static double[] sample(SplittableRandom random, int n, DoubleUnaryOperator change) {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = change.applyAsDouble(random.nextGaussian());
        }
        return values;
    }

    /// Of normal, skewed and two-humped shapes, with shifts around what can just be found.
    private static double shaped(int pair, double gauss) {
        return switch (pair % 3) {
            case 0 -> gauss;
            case 1 -> Math.exp(gauss);
            default -> gauss * 0.2 + (gauss > 0 ? 1 : -1);
        };
    }

    @Test
    void aThousandPairsHaveTheirDistanceInTheIntervalAndTheExactVerdictOutsideTheError() {
        var answers = new EnumMap<Answer, Integer>(Answer.class);
        for (int pair = 0; pair < 1_000; pair++) {
            int seed = pair;
            var random = new SplittableRandom(seed);
            int n = 200 + random.nextInt(3_000);
            int m = 200 + random.nextInt(3_000);
            double shift = random.nextDouble() * 0.25;
            var a = sample(random, n, gauss -> shaped(seed, gauss));
            var b = sample(random, m, gauss -> shaped(seed, gauss + shift));
            double exact = KolmogorovSmirnov.asymptotic(NumericSample.of(a), NumericSample.of(b))
                    .number()
                    .orElseThrow();

            var distance = SummaryDistance.between(summary(a), summary(b));

            assertThat(exact).as("pair %d", pair).isBetween(distance.least() - 1e-12, distance.greatest() + 1e-12);
            var answer = distance.at(ALPHA);
            answers.merge(answer, 1, Integer::sum);
            boolean different = exact > KolmogorovSmirnov.criticalDistance(n, m, ALPHA);
            if (answer != Answer.WITHIN_ERROR) {
                assertThat(answer).as("pair %d", pair).isEqualTo(different ? Answer.DIFFERENT : Answer.SAME);
            }
        }
        assertThat(answers.get(Answer.DIFFERENT)).isGreaterThan(200);
        assertThat(answers.get(Answer.SAME)).isGreaterThan(200);
        assertThat(answers.getOrDefault(Answer.WITHIN_ERROR, 0)).isLessThan(150);
    }

    @Test
    void theThresholdGoesOnFallingWithTheValuesSeen() {
        var random = new SplittableRandom(1);
        var reference = summary(sample(random, 1_000_000, gauss -> gauss));
        var shifted = summary(sample(random, 1_000_000, gauss -> gauss + 0.02));

        var distance = SummaryDistance.between(reference, shifted);

        // D is 0.008; a threshold of what is kept, as DataSketches has it, would be some 0.05.
        assertThat(distance.least()).isBetween(0.005, 0.011);
        assertThat(distance.at(ALPHA)).isEqualTo(Answer.DIFFERENT);
    }

    @Test
    void oneValueDoesNotDifferFromItself() {
        var one = summary(new double[] {1});

        assertThat(SummaryDistance.between(one, one).least()).isZero();
        assertThat(SummaryDistance.between(one, one).at(ALPHA)).isEqualTo(Answer.SAME);
    }
}
