package io.recloop.learning.als;

import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/// The two sides and how they are solved in turn.
///
/// Source: Rendle, Krichene, Zhang, Koren, *Revisiting the Performance of iALS on Item Recommendation Benchmarks*,
/// RecSys 2022: frequency-scaled regularisation, start from `N(0, 0.1/√k)`. Used by one thread; close it to end its
/// workers.
public final class AlternatingLeastSquares implements AutoCloseable {
    private final Problem problem;
    private final CsrMatrix userItem;
    private final CsrMatrix itemUser;
    private final int k;
    private final int knownItems;
    private final Workers workers;
    private final HalfSweep users;
    private final HalfSweep items;
    private final float[] userFactors;
    private final float[] itemFactors;

    /// @param seed of the starting factors
    public AlternatingLeastSquares(Problem problem, RowSolver solver, long seed, int threads) {
        this.problem = problem;
        this.userItem = problem.userItem();
        this.itemUser = userItem.transpose();
        this.k = problem.factors();
        this.knownItems = knownItems(itemUser);
        var random = new SplittableRandom(seed);
        this.userFactors = start(random, userItem);
        this.itemFactors = start(random, itemUser);
        this.users = new HalfSweep(userItem, knownItems, problem, solver, threads);
        this.items = new HalfSweep(itemUser, userItem.rows(), problem, solver, threads);
        if (problem.prior() != null) {
            problem.prior().prepare(evidence(), k);
        }
        this.workers = new Workers(threads);
    }

    /// Takes rows from a former model where they are not zero; the others keep their start.
    ///
    /// @param formerUsers `float[users·k]`
    /// @param formerItems `float[items·k]`
    public void warmStart(float[] formerUsers, float[] formerItems) {
        takeRows(formerUsers, userFactors, userItem);
        takeRows(formerItems, itemFactors, itemUser);
    }

    /// Goes on from exactly these; `map` is empty where there is no prior.
    public void restore(float[] savedUsers, float[] savedItems, float[] map) throws InterruptedException {
        if (savedUsers.length != userFactors.length || savedItems.length != itemFactors.length) {
            throw new IllegalArgumentException("factors of %d and %d, not of %d and %d"
                    .formatted(savedUsers.length, savedItems.length, userFactors.length, itemFactors.length));
        }
        System.arraycopy(savedUsers, 0, userFactors, 0, userFactors.length);
        System.arraycopy(savedItems, 0, itemFactors, 0, itemFactors.length);
        if (problem.prior() != null) {
            problem.prior().restore(map, workers);
        }
    }

    /// Solves the users, then the items, then the prior.
    ///
    /// @return the whole loss before the prior was fitted again, at no extra pass over the data:
    ///     `Σ_S w(1−x·y)² + α₀Σ(x·y)² + λ(Σ#ᵤ^ν|x|² + Σ#ᵢ^ν|y|²)`, the last term with ρ of it around the prior mean
    public double iterate() throws InterruptedException {
        solveUsers(userFactors);
        var prior = problem.prior();
        if (prior == null) {
            return items.run(itemFactors, userFactors, null, workers) + userPenalty();
        }
        double loss = items.run(itemFactors, userFactors, prior.means(), workers) + userPenalty() + prior.penalty();
        prior.fit(itemFactors, workers);
        return loss;
    }

    /// Turns the factors to the principal axes of the items' Gramian, which changes no score. Worth it once the first
    /// iteration has told the axes apart.
    public void turnToPrincipalAxes() throws InterruptedException {
        var axes = PrincipalAxes.of(users.gram(itemFactors, workers), k);
        axes.turn(userFactors, workers);
        axes.turn(itemFactors, workers);
        if (problem.prior() != null) {
            problem.prior().fit(itemFactors, workers);
        }
    }

    /// Solves users for the items as they are, so that a user's factors are what folding in gives: ends the training.
    ///
    /// @param solved the live array, or a copy of it that leaves the training as it is
    public void solveUsers(float[] solved) throws InterruptedException {
        users.run(solved, itemFactors, null, workers);
    }

    /// Gives items that nobody had the factors that their content calls for: exactly `Bᵀc` where nobody can
    /// have seen them; where everybody could and nobody did, what remains of it against all users.
    /// To be done last: these items are no part of the users' Gramian.
    ///
    /// @param users  as solved last
    /// @param placed the live items, or a copy of them
    /// @return the calibrated map from embeddings to factors, `float[dimensions·k]`
    public float[] placeUnknown(ItemSet unexposed, float[] users, float[] placed) throws InterruptedException {
        var prior = problem.prior();
        if (prior == null) {
            throw new IllegalStateException("no content");
        }
        var map = prior.calibrated(itemFactors);
        var gram = items.gram(users, workers);
        var solver = new AlsRow(k);
        var mean = new float[k];
        for (int item = 0; item < itemUser.rows(); item++) {
            if (itemUser.rowLength(item) > 0) {
                continue;
            }
            prior.place(item, map, placed, item * k);
            if (!unexposed.contains(item) && problem.objective().alpha0() > 0) {
                System.arraycopy(placed, item * k, mean, 0, k);
                solver.prior(mean, 0);
                solver.solveExact(
                        gram,
                        users,
                        itemUser.indices(),
                        null,
                        0,
                        0,
                        userItem.rows(),
                        problem.objective(),
                        placed,
                        item * k);
            }
        }
        return map;
    }

    /// Row-major, the live array.
    public float[] userFactors() {
        return userFactors;
    }

    /// Row-major, the live array.
    public float[] itemFactors() {
        return itemFactors;
    }

    @Override
    public void close() {
        workers.close();
    }

    private double userPenalty() {
        double total = 0;
        for (int user = 0; user < userItem.rows(); user++) {
            total += problem.objective().regularization(userItem.rowLength(user), knownItems)
                    * (double) Kernels.dot(userFactors, user * k, userFactors, user * k, k);
        }
        return total;
    }

    /// Of each item its regularisation; 0 for those that nobody had.
    private float[] evidence() {
        var evidence = new float[itemUser.rows()];
        for (int item = 0; item < evidence.length; item++) {
            int count = itemUser.rowLength(item);
            evidence[item] = count == 0 ? 0 : problem.objective().regularization(count, userItem.rows());
        }
        return evidence;
    }

    private static int knownItems(CsrMatrix itemUser) {
        int known = 0;
        for (int item = 0; item < itemUser.rows(); item++) {
            known += itemUser.rowLength(item) > 0 ? 1 : 0;
        }
        return known;
    }

    private float[] start(SplittableRandom random, CsrMatrix interactions) {
        var factors = new float[Math.multiplyExact(interactions.rows(), k)];
        double sigma = 0.1 / Math.sqrt(k);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) random.nextGaussian(0, sigma);
        }
        clearUnknown(factors, interactions);
        return factors;
    }

    private void takeRows(float[] from, float[] to, CsrMatrix interactions) {
        if (from.length != to.length) {
            throw new IllegalArgumentException("factors of %d, not of %d".formatted(from.length, to.length));
        }
        for (int row = 0; row < to.length; row += k) {
            if (Kernels.dot(from, row, from, row, k) > 0) {
                System.arraycopy(from, row, to, row, k);
            }
        }
        clearUnknown(to, interactions);
    }

    /// Nobody's row is zero from the start, so that no Gramian ever counts it.
    private void clearUnknown(float[] factors, CsrMatrix interactions) {
        for (int row = 0; row < interactions.rows(); row++) {
            if (interactions.rowLength(row) == 0) {
                Arrays.fill(factors, row * k, (row + 1) * k, 0);
            }
        }
    }
}
