package io.recloop.learning.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
    @Test
    void guessesASmoothFunctionBetweenItsPoints() {
        var points = grid(21);
        var values = values(points, 0);
        var process = GaussianProcess.fit(points, values);
        for (double x = 0.025; x < 1; x += 0.05) {
            // Between points 0.05 apart a sine is off a straight line by at most 0.05²/8·max|f''| = 0.0113.
            assertThat(process.at(new Point(x)).mean()).isCloseTo(Math.sin(6 * x), within(0.0113));
        }
    }

    @Test
    void smoothsNoiseAwayWithNeighbours() {
        var points = grid(200);
        var process = GaussianProcess.fit(points, values(points, 0.3));
        double error = 0;
        for (var point : points) {
            double off = process.at(point).mean() - Math.sin(6 * point.at(0));
            error += off * off / points.length;
        }
        // A tenth of the variance of a single measurement: as good as the mean of ten neighbours.
        assertThat(error).isLessThan(0.3 * 0.3 / 10);
    }

    @Test
    void isLessSureFarFromWhatItKnows() {
        var points = new Point[] {new Point(0), new Point(0.1), new Point(0.2), new Point(0.3)};
        var process = GaussianProcess.fit(points, new double[] {0, 0.5, -0.3, 0.8});
        assertThat(process.at(new Point(1)).deviation())
                .isGreaterThan(process.at(new Point(0.1)).deviation());
    }

    @Test
    void standsAConstantAndTwiceTheSamePoint() {
        var points = new Point[] {new Point(0.5), new Point(0.5), new Point(0.7)};
        var guess = GaussianProcess.fit(points, new double[] {2, 2, 2}).at(new Point(0.1));
        assertThat(guess.mean()).isEqualTo(2);
        assertThat(guess.deviation()).isFinite();
    }

    private static Point[] grid(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Point(i / (count - 1.0)))
                .toArray(Point[]::new);
    }

    private static double[] values(Point[] points, double noise) {
        var random = new SplittableRandom(1);
        var values = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            values[i] = Math.sin(6 * points[i].at(0)) + noise * random.nextGaussian();
        }
        return values;
    }
}
