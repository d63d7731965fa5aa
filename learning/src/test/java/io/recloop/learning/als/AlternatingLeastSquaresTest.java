package io.recloop.learning.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.kernels.AlsRow.Objective;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlternatingLeastSquaresTest {
    private static final Objective OBJECTIVE = new Objective(0.1f, 0.02f, 1);

    @ParameterizedTest(name = "{0} steps")
    @ValueSource(ints = {0, 3})
    void theReportedLossIsThatOfAllPairsInDoublePrecision(int cgSteps) throws Exception {
        var data = random(40, 30, 200, 1);
        try (var als = als(data, 12, cgSteps, 7, 2)) {
            for (int iteration = 0; iteration < 3; iteration++) {
                double loss = als.iterate();

                double expected = denseLoss(data, 12, als.userFactors(), als.itemFactors());
                assertThat(loss).isCloseTo(expected, within(1e-4 * expected));
            }
        }
    }

    @ParameterizedTest(name = "{0} steps")
    @ValueSource(ints = {0, 1, 3})
    void noIterationRaisesTheLoss(int cgSteps) throws Exception {
        var data = random(120, 80, 1500, 2);
        try (var als = als(data, 16, cgSteps, 7, 2)) {
            double before = Double.MAX_VALUE;
            for (int iteration = 0; iteration < 20; iteration++) {
                double loss = als.iterate();
                assertThat(loss).isLessThan(before * (1 + 1e-6));
                before = loss;
            }
        }
    }

    @Test
    void everyUserEndsAtTheSolutionOfItsNormalEquations() throws Exception {
        int k = 9;
        var data = random(50, 33, 300, 3);
        try (var als = als(data, k, 0, 7, 2)) {
            als.iterate();
            als.iterate();
            als.solveUsers(als.userFactors());

            for (int user = 0; user < data.rows(); user++) {
                var expected = normalEquations(data, user, k, als.itemFactors());
                for (int f = 0; f < k; f++) {
                    assertThat((double) als.userFactors()[user * k + f]).isCloseTo(expected[f], within(2e-5));
                }
            }
        }
    }

    /// The scores change by what rounding a row to float does: k·2⁻²⁴ of the lengths, with room for two turns.
    @Test
    void turningToThePrincipalAxesChangesNoScoreAndMakesTheGramianDiagonal() throws Exception {
        int k = 20;
        var data = random(300, 200, 4000, 8);
        try (var als = als(data, k, 2, 7, 2)) {
            als.iterate();
            var users = als.userFactors().clone();
            var items = als.itemFactors().clone();

            als.turnToPrincipalAxes();

            for (int pair = 0; pair < 200; pair++) {
                double before = dot(users, pair * k, items, pair * k, k);
                double lengths =
                        Math.sqrt(dot(users, pair * k, users, pair * k, k) * dot(items, pair * k, items, pair * k, k));
                assertThat(dot(als.userFactors(), pair * k, als.itemFactors(), pair * k, k))
                        .isCloseTo(before, within(4 * k * 0x1p-24 * lengths));
            }
            double trace = 0;
            for (int f = 0; f < k; f++) {
                trace += gram(als.itemFactors(), k, f, f);
            }
            for (int f = 0; f < k; f++) {
                for (int other = 0; other < f; other++) {
                    assertThat(gram(als.itemFactors(), k, f, other)).isCloseTo(0, within(1e-5 * trace));
                }
            }
        }
    }

    /// Decision 0015. Tastes in groups and popular items give the Gramian axes of very different lengths, as real data
    /// does.
    @Test
    void inThePrincipalAxesTwoStepsReachALowerLossThanThreeElsewhere() throws Exception {
        var data = grouped(400, 256, 9000, 9);
        double turned = 0;
        double plain = 0;
        try (var two = als(data, 32, 2, 7, 1);
                var three = als(data, 32, 3, 7, 1)) {
            two.iterate();
            two.turnToPrincipalAxes();
            three.iterate();
            for (int iteration = 0; iteration < 4; iteration++) {
                turned = two.iterate();
                plain = three.iterate();
            }
        }
        assertThat(turned).isLessThan(plain);
    }

    /// More than 1,024 rows a side, so that the Gramian has several parts too.
    @Test
    void anyNumberOfThreadsGivesTheSameFactorsToTheBit() throws Exception {
        var data = random(2600, 1300, 20_000, 4);
        float[] users = null;
        float[] items = null;
        double loss = 0;
        for (int threads : new int[] {1, 2, 3, 7}) {
            try (var als = als(data, 20, 3, 7, threads)) {
                als.iterate();
                double last = als.iterate();
                if (users == null) {
                    users = als.userFactors();
                    items = als.itemFactors();
                    loss = last;
                }
                assertThat(als.userFactors()).isEqualTo(users);
                assertThat(als.itemFactors()).isEqualTo(items);
                assertThat(last).isEqualTo(loss);
            }
        }
    }

    @Test
    void anotherSeedGivesOtherFactors() throws Exception {
        var data = random(50, 40, 300, 5);
        try (var one = als(data, 8, 3, 1, 1);
                var other = als(data, 8, 3, 2, 1)) {
            one.iterate();
            other.iterate();
            assertThat(one.userFactors()).isNotEqualTo(other.userFactors());
        }
    }

    @Test
    void whoHasNothingIsExactlyZero() throws Exception {
        var data = CsrMatrix.ofPairs(3, 4, new int[] {0, 0, 2}, new int[] {0, 1, 1});
        try (var als = als(data, 8, 3, 1, 1)) {
            als.iterate();

            for (int f = 0; f < 8; f++) {
                assertThat(als.userFactors()[8 + f]).isZero();
                assertThat(als.itemFactors()[2 * 8 + f]).isZero();
                assertThat(als.itemFactors()[3 * 8 + f]).isZero();
            }
        }
    }

    @Test
    void aHeavierWeightPullsTheScoreCloserToOne() throws Exception {
        var light = CsrMatrix.ofTriples(2, 2, new int[] {0, 1}, new int[] {0, 1}, new float[] {1, 1});
        var heavy = CsrMatrix.ofTriples(2, 2, new int[] {0, 1}, new int[] {0, 1}, new float[] {20, 1});

        assertThat(score(heavy)).isGreaterThan(score(light)).isLessThan(1);
    }

    private static AlternatingLeastSquares als(CsrMatrix data, int k, int cgSteps, long seed, int threads) {
        return new AlternatingLeastSquares(Problem.of(data, k, OBJECTIVE), RowSolver.cg(cgSteps), seed, threads);
    }

    private static long known(CsrMatrix data) {
        return Arrays.stream(data.columnCounts()).filter(count -> count > 0).count();
    }

    private static float score(CsrMatrix data) throws InterruptedException {
        try (var als = als(data, 2, 0, 1, 1)) {
            for (int iteration = 0; iteration < 30; iteration++) {
                als.iterate();
            }
            return als.userFactors()[0] * als.itemFactors()[0] + als.userFactors()[1] * als.itemFactors()[1];
        }
    }

    private static double gram(float[] matrix, int k, int i, int j) {
        double sum = 0;
        for (int row = 0; row < matrix.length; row += k) {
            sum += (double) matrix[row + i] * matrix[row + j];
        }
        return sum;
    }

    /// Users of eight groups, who keep to the items of their group mostly, and to the popular ones among them.
    private static CsrMatrix grouped(int users, int items, int entries, long seed) {
        var random = new SplittableRandom(seed);
        var r = random.ints(entries, 0, users).toArray();
        var c = new int[entries];
        for (int i = 0; i < entries; i++) {
            int group = random.nextDouble() < 0.8 ? r[i] % 8 : random.nextInt(8);
            c[i] = group + 8 * (int) (items / 8 * Math.pow(random.nextDouble(), 3));
        }
        return CsrMatrix.ofPairs(users, items, r, c);
    }

    private static CsrMatrix random(int users, int items, int entries, long seed) {
        var random = new SplittableRandom(seed);
        var r = random.ints(entries, 0, users).toArray();
        var c = random.ints(entries, 0, items).toArray();
        var v = new float[entries];
        for (int i = 0; i < entries; i++) {
            v[i] = (float) random.nextDouble(0.5, 2);
        }
        return CsrMatrix.ofTriples(users, items, r, c, v);
    }

    private static double denseLoss(CsrMatrix data, int k, float[] users, float[] items) {
        double loss = 0;
        var columns = data.columnCounts();
        for (int user = 0; user < data.rows(); user++) {
            for (int item = 0; item < data.cols(); item++) {
                double score = dot(users, user * k, items, item * k, k);
                loss += OBJECTIVE.alpha0() * score * score;
            }
            for (int e = data.rowStart(user); e < data.rowEnd(user); e++) {
                double miss = 1 - dot(users, user * k, items, data.indices()[e] * k, k);
                loss += data.values()[e] * miss * miss;
            }
            double frequency = data.rowLength(user) + (double) OBJECTIVE.alpha0() * known(data);
            loss += OBJECTIVE.lambda() * frequency * dot(users, user * k, users, user * k, k);
        }
        for (int item = 0; item < data.cols(); item++) {
            double frequency = columns[item] + (double) OBJECTIVE.alpha0() * data.rows();
            loss += OBJECTIVE.lambda() * frequency * dot(items, item * k, items, item * k, k);
        }
        return loss;
    }

    /// The user's dense system in double, solved by elimination with pivots: nothing shared with what is tested.
    private static double[] normalEquations(CsrMatrix data, int user, int k, float[] items) {
        var a = new double[k][k + 1];
        for (int item = 0; item < data.cols(); item++) {
            addProduct(a, items, item * k, k, OBJECTIVE.alpha0(), 0);
        }
        for (int e = data.rowStart(user); e < data.rowEnd(user); e++) {
            addProduct(a, items, data.indices()[e] * k, k, data.values()[e], data.values()[e]);
        }
        double frequency = data.rowLength(user) + (double) OBJECTIVE.alpha0() * known(data);
        for (int f = 0; f < k; f++) {
            a[f][f] += OBJECTIVE.lambda() * frequency;
        }
        return eliminate(a, k);
    }

    private static void addProduct(double[][] a, float[] y, int offset, int k, double weight, double target) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                a[i][j] += weight * y[offset + i] * y[offset + j];
            }
            a[i][k] += target * y[offset + i];
        }
    }

    private static double[] eliminate(double[][] a, int k) {
        for (int column = 0; column < k; column++) {
            int pivot = column;
            for (int row = column; row < k; row++) {
                pivot = Math.abs(a[row][column]) > Math.abs(a[pivot][column]) ? row : pivot;
            }
            var swapped = a[column];
            a[column] = a[pivot];
            a[pivot] = swapped;
            for (int row = 0; row < k; row++) {
                double factor = row == column ? 0 : a[row][column] / a[column][column];
                for (int j = column; j <= k && row != column; j++) {
                    a[row][j] -= factor * a[column][j];
                }
            }
        }
        var x = new double[k];
        for (int i = 0; i < k; i++) {
            x[i] = a[i][k] / a[i][i];
        }
        return x;
    }

    private static double dot(float[] a, int aOffset, float[] b, int bOffset, int k) {
        double sum = 0;
        for (int f = 0; f < k; f++) {
            sum += (double) a[aOffset + f] * b[bOffset + f];
        }
        return sum;
    }
}
