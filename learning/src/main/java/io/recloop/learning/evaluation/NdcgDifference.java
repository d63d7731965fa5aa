package io.recloop.learning.evaluation;

import io.recloop.numerics.statistics.PairedBootstrap;
import io.recloop.numerics.statistics.PairedSignFlip;
import java.util.Arrays;

/// How much better one ranker is than another on the same users, and how much of that can be chance.
///
/// Chance has two parts. Other users might have been judged; and each model is but one draw of its recipe. A seed acts
/// through the item factors, because users are folded in: it lifts an item, or lowers it, for everybody who wants it.
/// The differences of users who want the same item therefore go together, and their number says too much. Summed by
/// the wanted item they are once more as good as independent. So all is asked twice, with users and with wanted items
/// as what might have been others, and the wider answer counts (two crossed random effects: Clark, *The
/// Language-as-Fixed-Effect Fallacy*, JVLVB 1973; standard errors by cluster: Cameron, Gelbach, Miller, JBES 2011).
///
/// @param mean   of NDCG, over users
/// @param lower  the true difference lies below it with at most the significance asked for
/// @param upper  likewise above
/// @param chance p-value of the difference being no more than the margin asked for, one-sided
record NdcgDifference(double mean, double lower, double upper, double chance) {

    /// Against what has no seed: users alone.
    ///
    /// @param margin share of the other's NDCG that the difference has to exceed
    static NdcgDifference overUsers(
            RankingEvaluation one, RankingEvaluation other, double margin, GateSettings settings) {
        return of(one.ndcgOfUsers(), other.ndcgOfUsers(), one.metrics().usersEvaluated(), margin, settings);
    }

    /// Against another trained model.
    ///
    /// @param margin share of the other's NDCG that the difference has to exceed
    static NdcgDifference overUsersAndItems(
            RankingEvaluation one, RankingEvaluation other, double margin, GateSettings settings) {
        var users = overUsers(one, other, margin, settings);
        var items = of(one.ndcgOfItems(), other.ndcgOfItems(), one.metrics().usersEvaluated(), margin, settings);
        return new NdcgDifference(
                users.mean,
                Math.min(users.lower, items.lower),
                Math.max(users.upper, items.upper),
                Math.max(users.chance, items.chance));
    }

    private static NdcgDifference of(double[] one, double[] other, int users, double margin, GateSettings settings) {
        var difference = PairedBootstrap.ofDifferences(one, other, settings.resamples(), settings.seed());
        double perUser = (double) one.length / users;
        var raised = Arrays.stream(other).map(value -> (1 + margin) * value).toArray();
        return new NdcgDifference(
                perUser * difference.mean(),
                perUser * difference.lowerBound(settings.significance()),
                perUser * difference.upperBound(settings.significance()),
                PairedSignFlip.pValue(one, raised, settings.resamples(), settings.seed()));
    }
}
