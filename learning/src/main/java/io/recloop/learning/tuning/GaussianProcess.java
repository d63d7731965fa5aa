package io.recloop.learning.tuning;

import io.recloop.numerics.kernels.Cholesky;
import io.recloop.numerics.kernels.SingularMatrixException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A guess at a noisy function from what it gave elsewhere: a Gaussian process with a Matérn-5/2 kernel and a length
/// scale for each dimension.
///
/// Source: Rasmussen and Williams, *Gaussian Processes for Machine Learning*, 2006, algorithm 2.1 and section 5.4; the
/// length scales and the noise maximise the marginal likelihood over a grid, one after the other. Immutable.
final class GaussianProcess {
    private static final double[] LENGTHS = {0.1, 0.2, 0.4, 0.8, 1.6, 3.2};
    private static final double[] NOISES = {1e-4, 1e-3, 1e-2, 5e-2, 0.2, 0.5};
    private static final int SWEEPS = 2;

    private final Point[] points;
    private final Kernel kernel;
    private final double mean;
    private final double scale;

    /// What [Cholesky#factor] leaves of K + σ²I.
    private final double[] factored;

    /// (K + σ²I)⁻¹ times the standardised values.
    private final double[] alpha;

    /// @param mean      in the units of the values
    /// @param deviation of the guess, without the noise of a single measurement
    record Guess(double mean, double deviation) {}

    private GaussianProcess(Point[] points, double[] values, Kernel kernel) {
        int n = values.length;
        this.points = points;
        this.kernel = kernel;
        this.mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0);
        this.scale = variance > 0 ? Math.sqrt(variance) : 1;
        this.factored = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                factored[i * n + j] = kernel.of(points[i], points[j]);
            }
            factored[i * n + i] += kernel.noise + 1e-8;
        }
        Cholesky.factor(factored, n);
        this.alpha = Arrays.stream(values).map(value -> (value - mean) / scale).toArray();
        Cholesky.solve(factored, n, alpha);
    }

    /// @param points in the unit cube, at least one
    static GaussianProcess fit(Point[] points, double[] values) {
        var lengths = new double[points[0].dimensions()];
        Arrays.fill(lengths, 0.4);
        var best = new GaussianProcess(points, values, new Kernel(lengths, 1e-2));
        double likelihood = best.logLikelihood(values);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int d = -1; d < lengths.length; d++) {
                for (double choice : d < 0 ? NOISES : LENGTHS) {
                    var candidate = candidate(points, values, best.kernel, d, choice);
                    double reached = candidate == null ? Double.NEGATIVE_INFINITY : candidate.logLikelihood(values);
                    if (candidate != null && reached > likelihood) {
                        best = candidate;
                        likelihood = reached;
                    }
                }
            }
        }
        return best;
    }

    private static @Nullable GaussianProcess candidate(
            Point[] points, double[] values, Kernel from, int dimension, double choice) {
        try {
            return new GaussianProcess(points, values, from.with(dimension, choice));
        } catch (SingularMatrixException e) {
            return null;
        }
    }

    /// The same kernel with one value more.
    GaussianProcess with(Point[] allPoints, double[] allValues) {
        return new GaussianProcess(allPoints, allValues, kernel);
    }

    Guess at(Point point) {
        int n = points.length;
        var covariances = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            covariances[i] = kernel.of(point, points[i]);
            sum += covariances[i] * alpha[i];
        }
        var solved = covariances.clone();
        Cholesky.solve(factored, n, solved);
        double explained = 0;
        for (int i = 0; i < n; i++) {
            explained += covariances[i] * solved[i];
        }
        return new Guess(mean + scale * sum, scale * Math.sqrt(Math.max(1e-12, 1 - explained)));
    }

    private double logLikelihood(double[] values) {
        int n = values.length;
        double fit = 0;
        double determinant = 0;
        for (int i = 0; i < n; i++) {
            fit += (values[i] - mean) / scale * alpha[i];
            determinant += Math.log(factored[i * n + i]);
        }
        return -0.5 * fit - determinant;
    }

    private static final class Kernel {
        /// One a dimension, of the unit cube.
        private final double[] lengths;

        /// Variance, where the values have variance 1.
        private final double noise;

        Kernel(double[] lengths, double noise) {
            this.lengths = lengths;
            this.noise = noise;
        }

        double of(Point a, Point b) {
            double square = 0;
            for (int d = 0; d < lengths.length; d++) {
                double distance = (a.at(d) - b.at(d)) / lengths[d];
                square += distance * distance;
            }
            double r = Math.sqrt(5 * square);
            return (1 + r + r * r / 3) * Math.exp(-r);
        }

        /// @param dimension -1 for the noise
        Kernel with(int dimension, double choice) {
            if (dimension < 0) {
                return new Kernel(lengths, choice);
            }
            var changed = lengths.clone();
            changed[dimension] = choice;
            return new Kernel(changed, noise);
        }
    }
}
