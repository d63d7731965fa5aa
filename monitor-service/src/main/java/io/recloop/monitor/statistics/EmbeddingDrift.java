package io.recloop.monitor.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Whether vectors have moved: the distance of the means, and the maximum mean discrepancy, which also
/// sees a rotation or a split that leaves the mean where it was.
///
/// `MMD² = mean k(x, x′) + mean k(y, y′) − 2·mean k(x, y)` over pairs of different vectors (the unbiased
/// estimate, which can be below zero), with `k(x, y) = exp(−‖x − y‖²/2s²)` and s² half the median of all
/// squared distances.
///
/// Source: Gretton and others, *A Kernel Two-Sample Test*, JMLR 2012, eq. 3; the p-value by permutation,
/// which holds for any sample size. The same vectors and seed give the same numbers.
///
/// @param meanDistance `‖mean(x) − mean(y)‖`
/// @param discrepancy  MMD² with its p-value
/// @param noiseFloor   99th percentile of MMD² among the permutations
public record EmbeddingDrift(Statistic meanDistance, Statistic discrepancy, double noiseFloor) {
    /// The kernel takes the square of the vectors of both sides: more are sampled down to this number a
    /// side.
    private static final int MOST = 400;

    private static final int PERMUTATIONS = 500;
    private static final int FEWEST = 4;

    /// @throws IllegalArgumentException where vectors have different lengths or hold NaN
    public static EmbeddingDrift between(List<float[]> reference, List<float[]> current, long seed) {
        if (reference.size() < FEWEST || current.size() < FEWEST) {
            var insufficient = new Statistic.Insufficient(Math.min(reference.size(), current.size()), FEWEST);
            return new EmbeddingDrift(insufficient, insufficient, 0);
        }
        int length = requireEqualLengths(reference, current);
        var random = new SplittableRandom(seed);
        var distance = new Statistic.Value(distance(mean(reference, length), mean(current, length)));
        var some = sample(reference, random);
        var others = sample(current, random);
        var all = IntStream.range(0, some.length + others.length)
                .mapToObj(i -> i < some.length ? some[i] : others[i - some.length])
                .toArray(float[][]::new);
        var squares = squaredDistances(all);
        double scale = median(squares);
        if (scale == 0) {
            return new EmbeddingDrift(
                    distance,
                    new Statistic.Undefined("at least half of the vectors are the same: there is no scale"),
                    0);
        }
        for (var row : squares) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.exp(-row[i] / scale);
            }
        }
        return tested(distance, squares, some.length, random);
    }

    private static EmbeddingDrift tested(Statistic distance, double[][] kernel, int n, SplittableRandom random) {
        var order = IntStream.range(0, kernel.length).toArray();
        double observed = discrepancy(kernel, order, n);
        var chance = new double[PERMUTATIONS];
        int asGreat = 0;
        for (int p = 0; p < PERMUTATIONS; p++) {
            shuffle(order, random);
            chance[p] = discrepancy(kernel, order, n);
            asGreat += chance[p] >= observed ? 1 : 0;
        }
        Arrays.sort(chance);
        return new EmbeddingDrift(
                distance,
                new Statistic.Tested(observed, (asGreat + 1.0) / (PERMUTATIONS + 1.0)),
                chance[(int) (0.99 * PERMUTATIONS)]);
    }

    /// The first n of the order against the others.
    private static double discrepancy(double[][] kernel, int[] order, int n) {
        int m = order.length - n;
        var isFirst = new boolean[order.length];
        for (int i = 0; i < n; i++) {
            isFirst[order[i]] = true;
        }
        double within = 0;
        double others = 0;
        double between = 0;
        for (int i = 0; i < kernel.length; i++) {
            var row = kernel[i];
            double same = 0;
            double different = 0;
            for (int j = 0; j < i; j++) {
                if (isFirst[j] == isFirst[i]) {
                    same += row[j];
                } else {
                    different += row[j];
                }
            }
            within += isFirst[i] ? same : 0;
            others += isFirst[i] ? 0 : same;
            between += different;
        }
        return within * 2 / ((double) n * (n - 1))
                + others * 2 / ((double) m * (m - 1))
                - between * 2 / ((double) n * m);
    }

    /// The lower triangle.
    private static double[][] squaredDistances(float[][] vectors) {
        var squares = new double[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            squares[i] = new double[i];
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int d = 0; d < vectors[i].length; d++) {
                    double difference = (double) vectors[i][d] - vectors[j][d];
                    sum += difference * difference;
                }
                squares[i][j] = sum;
            }
        }
        return squares;
    }

    private static double median(double[][] triangle) {
        double[] all =
                Arrays.stream(triangle).flatMapToDouble(Arrays::stream).sorted().toArray();
        return all[all.length / 2];
    }

    private static float[][] sample(List<float[]> vectors, SplittableRandom random) {
        var order = IntStream.range(0, vectors.size()).toArray();
        if (vectors.size() > MOST) {
            shuffle(order, random);
        }
        return Arrays.stream(order).limit(MOST).mapToObj(vectors::get).toArray(float[][]::new);
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private static double[] mean(List<float[]> vectors, int length) {
        var mean = new double[length];
        for (var vector : vectors) {
            for (int d = 0; d < length; d++) {
                mean[d] += vector[d] / (double) vectors.size();
            }
        }
        return mean;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (a[d] - b[d]) * (a[d] - b[d]);
        }
        return Math.sqrt(sum);
    }

    private static int requireEqualLengths(List<float[]> reference, List<float[]> current) {
        int length = reference.getFirst().length;
        for (var vectors : List.of(reference, current)) {
            for (var vector : vectors) {
                if (vector.length != length) {
                    throw new IllegalArgumentException("vectors of %d and of %d".formatted(length, vector.length));
                }
                for (float value : vector) {
                    if (!Float.isFinite(value)) {
                        throw new IllegalArgumentException("a vector holds " + value);
                    }
                }
            }
        }
        return length;
    }
}
