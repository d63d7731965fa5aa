package io.recloop.learning.tuning;

import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainedModel;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.numerics.statistics.Sums;

/// Ranks all items for every user by the trained factors, or by the history where the model has none.
public final class RankingJudge implements Judge {
    private final FullRanking ranking;

    /// @param ranking of lists of 10 over the rows of the training data, which are what it masks
    public RankingJudge(FullRanking ranking) {
        this.ranking = ranking;
    }

    @Override
    public Judgement judge(TrainedModel model, Settings settings) {
        var ofUsers = ranking.evaluate(Rankers.asTrained(model, ranking.seen())).ndcgOfUsers();
        double mean = Sums.mean(ofUsers);
        double squares = 0;
        for (double ndcg : ofUsers) {
            squares += (ndcg - mean) * (ndcg - mean);
        }
        double users = Math.max(2, ofUsers.length);
        return new Judgement(mean, Math.sqrt(squares / (users - 1) / users));
    }
}
