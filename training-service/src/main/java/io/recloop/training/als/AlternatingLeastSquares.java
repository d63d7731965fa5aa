package io.recloop.training.als;

import io.recloop.numerics.kernels.AlsRow.Objective;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.SplittableRandom;

/// The two sides and how they are solved in turn.
///
/// Source: Rendle, Krichene, Zhang, Koren, *Revisiting the Performance of iALS on Item Recommendation Benchmarks*,
/// RecSys 2022: frequency-scaled regularisation, start from `N(0, 0.1/√k)`. Used by one thread; close it to end its
/// workers.
public final class AlternatingLeastSquares implements AutoCloseable {
    private final CsrMatrix userItem;
    private final int k;
    private final Objective objective;
    private final Workers workers;
    private final HalfSweep users;
    private final HalfSweep items;
    private final float[] userFactors;
    private final float[] itemFactors;

    /// @param cgSteps steps per row, warm-started; 0 solves every row exactly
    public AlternatingLeastSquares(
            CsrMatrix userItem, int factors, Objective objective, int cgSteps, long seed, int threads) {
        this.userItem = userItem;
        this.k = factors;
        this.objective = objective;
        this.workers = new Workers(threads);
        this.users = new HalfSweep(userItem, factors, objective, cgSteps, threads);
        this.items = new HalfSweep(userItem.transpose(), factors, objective, cgSteps, threads);
        var random = new SplittableRandom(seed);
        this.userFactors = start(random, userItem.rows(), factors);
        this.itemFactors = start(random, userItem.cols(), factors);
    }

    /// Solves the users, then the items.
    ///
    /// @return the whole loss, `Σ_S w(1−x·y)² + α₀Σ(x·y)² + λ(Σ#ᵤ^ν|x|² + Σ#ᵢ^ν|y|²)`, at no extra pass over the
    ///     data
    public double iterate() throws InterruptedException {
        solveUsers();
        return items.run(itemFactors, userFactors, workers) + userPenalty();
    }

    /// Solves the users for the items as they are: ends the training, so that a user's factors are what folding in
    /// gives.
    public void solveUsers() throws InterruptedException {
        users.run(userFactors, itemFactors, workers);
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
            total += objective.regularization(userItem.rowLength(user), userItem.cols())
                    * (double) Kernels.dot(userFactors, user * k, userFactors, user * k, k);
        }
        return total;
    }

    private static float[] start(SplittableRandom random, int rows, int k) {
        var factors = new float[Math.multiplyExact(rows, k)];
        double sigma = 0.1 / Math.sqrt(k);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) random.nextGaussian(0, sigma);
        }
        return factors;
    }
}
