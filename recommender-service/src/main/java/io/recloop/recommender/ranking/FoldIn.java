package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.Cholesky;
import io.recloop.numerics.kernels.Kernels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Solves for a user against fixed items, as the trainer's half sweep does: same objective, same YᵀY. Thread-safe.
final class FoldIn {
    private final int k;
    private final int items;
    private final float[] itemFactors;
    private final float[] gram;
    private final AlsRow.Objective objective;

    /// Solvers hold some 64 KB of scratch each; as many are made as have ever been needed at once.
    private final Queue<AlsRow> solvers = new ConcurrentLinkedQueue<>();

    FoldIn(ModelContent content, AlsRow.Objective objective) {
        this.k = content.factors();
        this.items = content.items().size();
        this.itemFactors = content.itemFactors();
        this.objective = objective;
        this.gram = new float[k * k];
        Kernels.gram(itemFactors, items, k, gram);
    }

    /// @return `float[k]`
    float[] solve(Evidence evidence) {
        var factors = new float[k];
        var idle = solvers.poll();
        var solver = idle == null ? new AlsRow(k) : idle;
        solver.solveExact(
                gram,
                itemFactors,
                evidence.liked(),
                evidence.weights(),
                0,
                evidence.likes(),
                items,
                objective,
                factors,
                0);
        solvers.add(solver);
        return factors;
    }

    Explanation explain(Evidence evidence, int itemRow) {
        var system = system(evidence);
        Cholesky.factor(system, k);
        var direction = new double[k];
        for (int f = 0; f < k; f++) {
            direction[f] = itemFactors[itemRow * k + f];
        }
        Cholesky.solve(system, k, direction);
        var contributions = new ArrayList<Explanation.Contribution>(evidence.likes());
        for (int i = 0; i < evidence.likes(); i++) {
            int base = evidence.liked()[i] * k;
            double product = 0;
            for (int f = 0; f < k; f++) {
                product += direction[f] * itemFactors[base + f];
            }
            contributions.add(new Explanation.Contribution(evidence.liked()[i], evidence.weights()[i] * product));
        }
        contributions.sort(Comparator.comparingDouble(Explanation.Contribution::amount)
                .reversed()
                .thenComparing(Explanation.Contribution::row));
        return new Explanation(contributions);
    }

    /// The lower triangle of `A = Σ wᵢyᵢyᵢᵀ + α₀·YᵀY + λ·#^ν·I`.
    private double[] system(Evidence evidence) {
        var system = new double[k * k];
        float regularization = objective.regularization(evidence.likes(), items);
        for (int row = 0; row < k; row++) {
            for (int column = 0; column <= row; column++) {
                system[row * k + column] = (double) objective.alpha0() * gram[row * k + column];
            }
            system[row * k + row] += regularization;
        }
        for (int i = 0; i < evidence.likes(); i++) {
            int base = evidence.liked()[i] * k;
            double weight = evidence.weights()[i];
            for (int row = 0; row < k; row++) {
                double scaled = weight * itemFactors[base + row];
                for (int column = 0; column <= row; column++) {
                    system[row * k + column] += scaled * itemFactors[base + column];
                }
            }
        }
        return system;
    }
}
