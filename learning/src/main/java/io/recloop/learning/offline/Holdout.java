package io.recloop.learning.offline;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.TrainedModel;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.engine.Validation;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.evaluation.PopularityRanker;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.learning.evaluation.RankingEvaluation;
import io.recloop.learning.tuning.Judge;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.numerics.statistics.Sums;
import java.util.Arrays;

/// What is trained on, and what is held out of it to choose by.
///
/// @param training    without what is held out
/// @param seen        masked
/// @param heldOut     wanted
/// @param explanation one sentence for a person
record Holdout(TrainingData training, CsrMatrix seen, CsrMatrix heldOut, String explanation) {
    static final int K = 10;

    /// Of each user with two or more, the last one by time.
    static Holdout lastOfEachUser(Dataset dataset) {
        var holdout = new Holdout(
                dataset.trainingDataBeforeSlice(),
                dataset.seenBeforeSlice(),
                dataset.heldOut(),
                "the last of each user is held out to choose by");
        return holdout.checked();
    }

    /// What a second file names, where the first one has it too.
    static Holdout named(Dataset dataset, Dataset named) {
        return named(dataset, dataset.trainingData(), named);
    }

    /// @param data of the dataset, with content or without
    static Holdout named(Dataset dataset, TrainingData data, Dataset named) {
        var matched = MatchedPairs.of(named, dataset.users(), dataset.items());
        int items = dataset.items().size();
        var heldOut = matched.ofKnownItems(items);
        int left = matched.unknownPairs();
        var seen = Pairs.without(dataset.seen(), heldOut);
        var training = TrainingSubset.without(data, heldOut, seen);
        var said = "%,d pairs of the second file are held out to choose by".formatted(heldOut.entries());
        if (left > 0 || matched.unknownUsers() > 0) {
            said += ", without %,d of items and those of %,d users that the first file does not have"
                    .formatted(left, matched.unknownUsers());
        }
        return new Holdout(training, seen, heldOut, said).checked();
    }

    private Holdout checked() {
        if (heldOut.entries() == 0 || training.positives().entries() == 0) {
            throw new OfflineException("too little data: nothing is left to %s"
                    .formatted(heldOut.entries() == 0 ? "choose by" : "train on when that to choose by is held out"));
        }
        return this;
    }

    FullRanking ranking(int threads) {
        return new FullRanking(seen, heldOut, K, threads);
    }

    /// By the trained factors of the users.
    Validation validation(int threads) {
        var ranking = ranking(threads);
        return model -> evaluate(ranking, model).metrics().ndcg();
    }

    /// As the validation does.
    Judge judge(int threads) {
        var ranking = ranking(threads);
        return (model, settings) -> {
            var ndcg = evaluate(ranking, model).ndcgOfUsers();
            return new Judge.Judgement(Sums.mean(ndcg), standardError(ndcg));
        };
    }

    private static double standardError(double[] values) {
        double mean = Sums.mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
    }

    RankingEvaluation evaluate(FullRanking ranking, TrainedModel model) {
        return ranking.evaluate(Rankers.asTrained(model, training.positives()));
    }

    RankingEvaluation popularity(FullRanking ranking) {
        return ranking.evaluate(new PopularityRanker(training.positives()));
    }
}
