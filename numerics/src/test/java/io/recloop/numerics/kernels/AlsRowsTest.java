package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.kernels.AlsRow.Objective;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against [AlsRow]'s exact solution, which has an oracle of its own.
class AlsRowsTest {
    private static final int ITEMS = 300;
    private static final Objective OBJECTIVE = new Objective(0.1f, 0.05f, 1);
    /// Interactions of five rows; the last one has none.
    private static final int[] SIZES = {130, 40, 7, 1, 0};

    @ParameterizedTest(name = "{0} factors, {1} rows from {2} on, prior {3}")
    @CsvSource({"8,4,0,false", "17,3,1,true", "64,2,0,true", "70,1,1,false", "4,4,1,true"})
    void manyStepsReachTheExactSolutionsOfAllRowsAtOnce(int k, int count, int first, boolean prior) {
        var problem = new Problem(k, prior);
        var rows = new int[] {4, 0, 1, 2, 3};

        var solved = new float[SIZES.length * k];
        var objectives = new double[SIZES.length];
        new AlsRows(k)
                .improve(
                        problem.fixed,
                        problem.interactions,
                        rows,
                        first,
                        count,
                        4 * k,
                        problem.means,
                        solved,
                        objectives);

        for (int at = 0; at < SIZES.length; at++) {
            int row = rows[at];
            var exact = new float[k];
            double objective = problem.exact(row, exact);
            boolean chosen = at >= first && at < first + count;
            for (int j = 0; j < k; j++) {
                assertThat(solved[row * k + j]).isCloseTo(chosen ? exact[j] : 0, within(3e-4f));
            }
            assertThat(objectives[row])
                    .isCloseTo(chosen ? objective : 0, within(1e-4 * Math.max(1, Math.abs(objective))));
        }
    }

    @Test
    void everyStepLowersEachRowsObjective() {
        int k = 24;
        var problem = new Problem(k, false);
        var solved = new Samples(6).floats(SIZES.length * k);
        var rows = new int[] {0, 1, 2, 3};
        var before = new double[SIZES.length];
        var solver = new AlsRows(k);
        solver.improve(problem.fixed, problem.interactions, rows, 0, 4, 0, null, solved, before);

        for (int step = 0; step < 5; step++) {
            var after = new double[SIZES.length];
            solver.improve(problem.fixed, problem.interactions, rows, 0, 4, 1, null, solved, after);

            for (int row : rows) {
                assertThat(after[row]).isLessThan(before[row]);
            }
            before = after;
        }
    }

    @Test
    void noStepsReturnTheObjectiveOfTheStart() {
        int k = 8;
        var problem = new Problem(k, false);
        var start = new Samples(10).floats(SIZES.length * k);
        var solved = start.clone();
        var objectives = new double[SIZES.length];

        new AlsRows(k).improve(problem.fixed, problem.interactions, new int[] {1}, 0, 1, 0, null, solved, objectives);

        assertThat(solved).isEqualTo(start);
        double expected = problem.loss(1, start, k);
        assertThat(objectives[1]).isCloseTo(expected, within(1e-4 * expected));
    }

    /// The axes of a diagonal Gramian are the factors themselves; without the preconditioner three orders of magnitude
    /// between them would take many steps.
    @Test
    void twoStepsAreEnoughWhereTheAxesAreThoseOfTheGramian() {
        int k = 16;
        var factors = new Samples(4).floats(ITEMS * k);
        for (int i = 0; i < factors.length; i++) {
            factors[i] *= (float) Math.pow(10, -3.0 * (i % k) / k);
        }
        var gram = new float[k * k];
        Kernels.gram(factors, ITEMS, k, gram);
        var fixed = new FixedSide(factors, ITEMS, gram, OBJECTIVE);
        var interactions = CsrMatrix.ofPairs(1, ITEMS, new int[20], new Samples(5).rows(20, ITEMS));
        var solved = new float[k];
        var exact = new float[k];

        var objectives = new double[1];
        new AlsRows(k).improve(fixed, interactions, new int[1], 0, 1, 2, null, solved, objectives);

        double least = new AlsRow(k)
                .solveExact(gram, factors, interactions.indices(), null, 0, 20, ITEMS, OBJECTIVE, exact, 0);
        assertThat(objectives[0]).isCloseTo(least, within(0.01 * (20 - least)));
    }

    @Test
    void whatOneGroupLeftDoesNotLeakIntoTheNext() {
        int k = 12;
        var problem = new Problem(k, true);
        var reused = new AlsRows(k);
        var first = new float[SIZES.length * k];
        var second = new float[SIZES.length * k];

        reused.improve(
                problem.fixed, problem.interactions, new int[] {0, 1, 2}, 0, 3, 3, problem.means, first, new double[5]);
        Arrays.fill(first, 0);
        reused.improve(problem.fixed, problem.interactions, new int[] {3}, 0, 1, 3, null, first, new double[5]);
        new AlsRows(k)
                .improve(problem.fixed, problem.interactions, new int[] {3}, 0, 1, 3, null, second, new double[5]);

        assertThat(first).isEqualTo(second);
    }

    /// With this number of factors 60 interactions are read ahead: the first row has three parts.
    @Test
    void readingAheadChangesNoBitOfTheFactors() {
        int k = 520;
        var problem = new Problem(k, true);
        var start = new Samples(12).floats(SIZES.length * k);
        var rows = new int[] {0, 1, 2, 3};
        var near = start.clone();
        var nearObjectives = new double[SIZES.length];
        new AlsRows(k).improve(problem.fixed, problem.interactions, rows, 0, 4, 2, problem.means, near, nearObjectives);

        var far = start.clone();
        var farObjectives = new double[SIZES.length];
        new AlsRows(k).improve(problem.far(), problem.interactions, rows, 0, 4, 2, problem.means, far, farObjectives);

        assertThat(far).isEqualTo(near);
        // Sums of a few hundred doubles in another order: n·2⁻⁵³.
        assertThat(farObjectives).containsExactly(nearObjectives, within(1e-13 * Math.abs(nearObjectives[0])));
    }

    @Test
    void longRowsOfAFarSideAreSolvedWithFewOthers() {
        int k = 520;
        var problem = new Problem(k, false);
        var rows = new int[] {0, 1, 2, 3};
        var solver = new AlsRows(k);

        assertThat(solver.together(problem.far(), problem.interactions, rows, 0, 4))
                .isEqualTo(1);
        assertThat(solver.together(problem.far(), problem.interactions, rows, 1, 4))
                .isEqualTo(3);
        assertThat(solver.together(problem.far(), problem.interactions, rows, 2, 3))
                .isEqualTo(1);
        assertThat(solver.together(problem.fixed, problem.interactions, rows, 0, 4))
                .isEqualTo(4);
        assertThat(solver.together(problem.fixed, problem.interactions, rows, 2, 4))
                .isEqualTo(2);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var problem = new Problem(4, false);
        var solver = new AlsRows(4);
        var solved = new float[SIZES.length * 4];
        var rows = new int[] {0, 1, 2, 3, 4};

        assertThatThrownBy(() -> new AlsRows(0)).hasMessageContaining("factors");
        assertThatThrownBy(() ->
                        solver.improve(problem.fixed, problem.interactions, rows, 0, 5, 1, null, solved, new double[5]))
                .hasMessageContaining("1 to 4");
        assertThatThrownBy(() -> solver.improve(
                        problem.fixed, problem.interactions, rows, 0, 1, 1, null, new float[3], new double[5]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AlsRows(5)
                        .improve(problem.fixed, problem.interactions, rows, 0, 1, 1, null, solved, new double[5]))
                .hasMessageContaining("gram");
    }

    private static final class Problem {
        final CsrMatrix interactions;
        final FixedSide fixed;
        final float[] means;
        private final int k;

        Problem(int k, boolean prior) {
            var samples = new Samples(300 + k);
            this.k = k;
            int entries = Arrays.stream(SIZES).sum();
            var r = new int[entries];
            var c = new int[entries];
            int at = 0;
            for (int row = 0; row < SIZES.length; row++) {
                for (int item : samples.rows(SIZES[row], ITEMS)) {
                    r[at] = row;
                    c[at++] = item;
                }
            }
            this.interactions = CsrMatrix.ofTriples(SIZES.length, ITEMS, r, c, samples.weights(entries));
            var factors = samples.floats(ITEMS * k);
            var gram = new float[k * k];
            Kernels.gram(factors, ITEMS, k, gram);
            this.fixed = new FixedSide(factors, ITEMS, gram, OBJECTIVE);
            this.means = prior ? samples.floats(SIZES.length * k) : null;
        }

        FixedSide far() {
            return new FixedSide(fixed.factors(), ITEMS, fixed.gram(), OBJECTIVE, true);
        }

        double exact(int row, float[] out) {
            var solver = new AlsRow(k);
            solver.prior(means, means == null ? 0 : row * k);
            return solver.solveExact(
                    fixed.gram(),
                    fixed.factors(),
                    interactions.indices(),
                    interactions.values(),
                    interactions.rowStart(row),
                    interactions.rowEnd(row),
                    ITEMS,
                    OBJECTIVE,
                    out,
                    0);
        }

        double loss(int row, float[] x, int offset) {
            double loss = OBJECTIVE.regularization(SIZES[row], ITEMS) * Samples.dot(x, offset, x, offset, k);
            for (int item = 0; item < ITEMS; item++) {
                double score = Samples.dot(x, offset, fixed.factors(), item * k, k);
                loss += OBJECTIVE.alpha0() * score * score;
            }
            for (int e = interactions.rowStart(row); e < interactions.rowEnd(row); e++) {
                double miss =
                        1 - Samples.dot(x, offset, fixed.factors(), interactions.indices()[e] * k, k);
                loss += interactions.values()[e] * miss * miss;
            }
            return loss;
        }
    }
}
