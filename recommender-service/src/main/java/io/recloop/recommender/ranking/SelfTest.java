package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.ItemSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Asks a model the questions that customers will ask, before they do; which also warms it up.
///
/// @param users how many users are tried, spread over the model
public record SelfTest(int users) {
    private static final int LIST = 10;

    /// @return one sentence on what is wrong, or nothing
    public Optional<String> check(RankingModel model) {
        if (model.items() == 0) {
            return Optional.of("the model has no items, so it can recommend nothing");
        }
        var nothing = new ItemSet(model.items());
        if (model.popular(nothing, LIST).isEmpty()) {
            return Optional.of("no item is popular");
        }
        int step = Math.max(1, model.users() / Math.max(1, users));
        var cosines = new java.util.ArrayList<Double>();
        for (int row = 0; row < model.users(); row += step) {
            var userVector = model.userVector(model.user(row), List.of());
            if (userVector.origin() != UserVector.Origin.TRAINED) {
                continue;
            }
            var best = model.top(userVector, nothing, LIST);
            for (var line : best) {
                if (!agrees(model, userVector, line)) {
                    return Optional.of("user row %d and item row %d: the ranked score %s is not what it should be"
                            .formatted(row, line.row(), line.score()));
                }
            }
            // A model of items on items has no more to say than it has weights.
            if (model.factors() > 0 && best.size() < Math.min(LIST, model.items())) {
                return Optional.of("user row %d gets %d items of %d".formatted(row, best.size(), LIST));
            }
            if (model.factors() > 0 && userVector.history().likes() > 0) {
                cosines.add(cosine(factors(model, userVector), factors(model, model.foldedIn(userVector))));
            }
        }
        return judged(cosines, model.scorer().leastAgreement());
    }

    private static Optional<String> judged(List<Double> cosines, double least) {
        if (cosines.isEmpty()) {
            return Optional.empty();
        }
        var sorted = cosines.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        return median >= least
                ? Optional.empty()
                : Optional.of(
                        "stored user factors do not agree with what the users liked: median cosine %.3f of %d users, at least %.1f is needed"
                                .formatted(median, sorted.size(), least));
    }

    private static boolean agrees(RankingModel model, UserVector userVector, ScoredItem line) {
        var exact = model.scorer().score(userVector, line.row());
        return Double.isFinite(line.score()) && Math.abs(line.score() - exact.score()) <= exact.error();
    }

    /// Without the constant component that a bias adds: it would make all alike.
    private static float[] factors(RankingModel model, UserVector userVector) {
        return Arrays.copyOf(userVector.copyOfFactors(), model.factors());
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
