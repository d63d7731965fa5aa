package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.Kernels;
import java.util.List;
import java.util.Optional;

/// Asks a model the questions that customers will ask, before they do; which also warms it up.
///
/// @param users how many users are tried, spread over the model
public record SelfTest(int users) {
    private static final int LIST = 10;

    /// Factors solved anew must point where the stored ones point. Trained ones are from before the last half sweep
    /// over
    /// the items, so they differ a little; rows that were mixed up differ altogether.
    private static final double LEAST_MEDIAN_COSINE = 0.5;

    /// |tile score − product| ≤ 2·k·2⁻²⁴·Σ|uᵢyᵢ| (numerics); Σ|uᵢyᵢ| ≤ |u|·|y|.
    private static final double UNIT_ROUNDOFF = 0x1p-24;

    /// @return one sentence on what is wrong, or nothing
    public Optional<String> check(RankingModel model) {
        if (model.items() == 0 || model.factors() == 0) {
            return Optional.of("the model has no items, so it can recommend nothing");
        }
        var nothing = new ItemSet(model.items());
        if (model.popular(nothing, LIST).isEmpty()) {
            return Optional.of("no item is popular");
        }
        int step = Math.max(1, model.users() / Math.max(1, users));
        var cosines = new java.util.ArrayList<Double>();
        for (int row = 0; row < model.users(); row += step) {
            var taste = model.taste(model.user(row), List.of());
            if (taste.origin() != Taste.Origin.TRAINED) {
                continue;
            }
            var best = model.top(taste, nothing, LIST);
            for (var line : best) {
                if (!agrees(model, taste, line)) {
                    return Optional.of(
                            "user row %d and item row %d: the packed score %s is not the product of their factors"
                                    .formatted(row, line.row(), line.score()));
                }
            }
            if (best.size() < Math.min(LIST, model.items())) {
                return Optional.of("user row %d gets %d items of %d".formatted(row, best.size(), LIST));
            }
            if (taste.evidence().likes() > 0) {
                cosines.add(cosine(taste.copyOfFactors(), model.foldedIn(taste).copyOfFactors()));
            }
        }
        return judged(cosines);
    }

    private static Optional<String> judged(List<Double> cosines) {
        if (cosines.isEmpty()) {
            return Optional.empty();
        }
        var sorted = cosines.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        return median >= LEAST_MEDIAN_COSINE
                ? Optional.empty()
                : Optional.of(
                        "stored user factors do not agree with what the users liked: median cosine %.3f of %d users, at least %.1f is needed"
                                .formatted(median, sorted.size(), LEAST_MEDIAN_COSINE));
    }

    private static boolean agrees(RankingModel model, Taste taste, Scored line) {
        var user = taste.copyOfFactors();
        var item = model.factorsOf(line.row());
        double exact = 0;
        for (int f = 0; f < user.length; f++) {
            exact += (double) user[f] * item[f];
        }
        double allowed = 2.0 * user.length * UNIT_ROUNDOFF * norm(user) * norm(item);
        return Double.isFinite(line.score())
                && Math.abs(line.score() - exact) <= allowed
                && Math.abs(Kernels.dot(user, item) - exact) <= allowed;
    }

    private static double cosine(float[] a, float[] b) {
        double norms = norm(a) * norm(b);
        double product = 0;
        for (int f = 0; f < a.length; f++) {
            product += (double) a[f] * b[f];
        }
        return norms > 0 ? product / norms : 0;
    }

    private static double norm(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
