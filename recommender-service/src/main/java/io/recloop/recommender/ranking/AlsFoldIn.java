package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.AlsParameters;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.Cholesky;
import io.recloop.numerics.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Solves for a user as the trainer's half sweep does: same objective, same Gramian. Thread-safe.
///
/// The Gramian and the number of items are those of the items that somebody liked: the others were placed by their
/// content after training, and nobody turned them down.
final class AlsFoldIn implements FoldIn {
    /// Trained factors are from before the last half sweep over the items, so they differ a little; rows that were
    /// mixed up differ altogether.
    private static final double LEAST_AGREEMENT = 0.5;

    private final int k;
    private final int knownItems;
    private final float[] itemFactors;
    private final float[] gram;
    private final AlsRow.Objective objective;

    /// Solvers hold some 64 KB of scratch each; as many are made as have ever been needed at once.
    private final Queue<AlsRow> solvers = new ConcurrentLinkedQueue<>();

    AlsFoldIn(ModelContent content, AlsParameters parameters) {
        this.k = content.factors();
        this.itemFactors = content.itemFactors();
        this.objective =
                new AlsRow.Objective((float) parameters.unobservedWeight(), (float) parameters.regularization(), (float)
                        parameters.frequencyExponent());
        this.gram = new float[k * k];
        var known = itemFactors.clone();
        int count = 0;
        for (int item = 0; item < content.items().size(); item++) {
            if (content.itemPopularity()[item] > 0) {
                count++;
            } else {
                Arrays.fill(known, item * k, (item + 1) * k, 0);
            }
        }
        this.knownItems = count;
        Kernels.gram(known, content.items().size(), k, gram);
    }

    @Override
    public float[] solve(UserHistory history) {
        var factors = new float[k];
        var idle = solvers.poll();
        var solver = idle == null ? new AlsRow(k) : idle;
        solver.solveExact(
                gram,
                itemFactors,
                history.liked(),
                history.weights(),
                0,
                history.likes(),
                knownItems,
                objective,
                factors,
                0);
        solvers.add(solver);
        return factors;
    }

    @Override
    public Optional<Explanation> explain(UserHistory history, int itemRow) {
        var system = system(history);
        Cholesky.factor(system, k);
        var direction = new double[k];
        for (int f = 0; f < k; f++) {
            direction[f] = itemFactors[itemRow * k + f];
        }
        Cholesky.solve(system, k, direction);
        var contributions = new ArrayList<Explanation.Contribution>(history.likes());
        for (int i = 0; i < history.likes(); i++) {
            int base = history.liked()[i] * k;
            double product = 0;
            for (int f = 0; f < k; f++) {
                product += direction[f] * itemFactors[base + f];
            }
            contributions.add(new Explanation.Contribution(history.liked()[i], history.weights()[i] * product));
        }
        return Optional.of(Explanation.of(contributions));
    }

    @Override
    public double leastAgreement() {
        return LEAST_AGREEMENT;
    }

    /// The lower triangle of `A = Σ wᵢyᵢyᵢᵀ + α₀·YᵀY + λ·#^ν·I`.
    private double[] system(UserHistory history) {
        var system = new double[k * k];
        float regularization = objective.regularization(history.likes(), knownItems);
        for (int row = 0; row < k; row++) {
            for (int column = 0; column <= row; column++) {
                system[row * k + column] = (double) objective.alpha0() * gram[row * k + column];
            }
            system[row * k + row] += regularization;
        }
        for (int i = 0; i < history.likes(); i++) {
            int base = history.liked()[i] * k;
            double weight = history.weights()[i];
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
