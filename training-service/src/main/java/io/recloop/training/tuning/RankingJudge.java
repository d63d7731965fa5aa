package io.recloop.training.tuning;

import io.recloop.numerics.statistics.Sums;
import io.recloop.training.engine.FactorModel;
import io.recloop.training.engine.Settings;
import io.recloop.training.engine.TrainedModel;
import io.recloop.training.evaluation.FactorRanker;
import io.recloop.training.evaluation.FullRanking;

/// Ranks all items for every user by the trained factors.
public final class RankingJudge implements Judge {
    private final FullRanking ranking;

    /// @param ranking of lists of 10 over the rows of the training data, which are what it masks
    public RankingJudge(FullRanking ranking) {
        this.ranking = ranking;
    }

    @Override
    public Judgement judge(TrainedModel model, Settings settings) {
        if (!(model instanceof FactorModel factors)) {
            throw new IllegalArgumentException("cannot be ranked");
        }
        var ofUsers = ranking.evaluate(new FactorRanker(factors)).ndcgOfUsers();
        double mean = Sums.mean(ofUsers);
        double squares = 0;
        for (double ndcg : ofUsers) {
            squares += (ndcg - mean) * (ndcg - mean);
        }
        double users = Math.max(2, ofUsers.length);
        return new Judgement(mean, Math.sqrt(squares / (users - 1) / users));
    }
}
