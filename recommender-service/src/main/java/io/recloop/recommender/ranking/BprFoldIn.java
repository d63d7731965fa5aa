package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.BprParameters;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.NegativeItems;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Solves for a user of a BPR model against the sample of negatives that trainer and judge draw too. Thread-safe.
final class BprFoldIn implements FoldIn {
    /// Stochastic gradients stop short of the minimum that is solved for here, each user's at another place.
    private static final double LEAST_AGREEMENT = 0.3;

    private final ModelContent content;
    private final NegativeItems negatives;
    private final BprRow.Objective objective;

    /// As many solvers are made as have ever been needed at once.
    private final Queue<BprRow> solvers = new ConcurrentLinkedQueue<>();

    BprFoldIn(ModelContent content, BprParameters parameters) {
        this.content = content;
        this.objective = new BprRow.Objective(
                parameters.userRegularization(),
                parameters.popularityExponent(),
                parameters.candidates(),
                parameters.seed());
        this.negatives = NegativeItems.of(
                content.itemFactors(),
                content.itemBiases(),
                content.items().size(),
                content.factors(),
                content.itemPopularity(),
                objective);
    }

    @Override
    public float[] solve(UserHistory history) {
        var factors = new float[content.factors()];
        var idle = solvers.poll();
        var solver = idle == null ? new BprRow(negatives, objective) : idle;
        solver.solve(
                content.itemFactors(),
                content.itemBiases(),
                history.liked(),
                history.weights(),
                0,
                history.likes(),
                factors,
                0);
        solvers.add(solver);
        return factors;
    }

    /// The loss is not quadratic: a score is no sum over the likes.
    @Override
    public Optional<Explanation> explain(UserHistory history, int itemRow) {
        return Optional.empty();
    }

    @Override
    public double leastAgreement() {
        return LEAST_AGREEMENT;
    }
}
