package io.recloop.learning.evaluation;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.BprSettings;
import io.recloop.learning.engine.EaseSettings;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.ItemWeightModel;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainedModel;
import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.stream.IntStream;

/// From a model to what ranks by it. A model that is not made of numbers recommends nothing.
public final class Rankers {
    private Rankers() {}

    /// As it was trained: user factors as they are, or the history times the item weights.
    ///
    /// @param history of the model's users, in its own item rows
    public static Ranker asTrained(TrainedModel model, CsrMatrix history) {
        if (!model.isFinite()) {
            return new SilentRanker(model.users(), model.items());
        }
        return switch (model) {
            case FactorModel factors -> new FactorRanker(factors);
            case ItemWeightModel weights -> new ItemWeightRanker(history, weights.weights(), ownRows(weights.items()));
        };
    }

    /// As it was trained, over other item rows.
    ///
    /// @param history of the model's users, in the item rows of the judgement
    /// @param ownRow  for each of these the model's row, or −1 where it does not know the item
    public static Ranker asTrained(TrainedModel model, CsrMatrix history, int[] ownRow) {
        if (!model.isFinite()) {
            return new SilentRanker(history.rows(), history.cols());
        }
        return switch (model) {
            case FactorModel factors -> FactorRanker.over(factors, ownRow);
            case ItemWeightModel weights -> new ItemWeightRanker(history, weights.weights(), ownRow);
        };
    }

    /// As serving would, over the model's own items.
    public static Ranker of(TrainedModel model, Settings settings, CsrMatrix history, int threads) {
        return of(model, settings, history, ownRows(model.items()), threads);
    }

    /// As serving would: the items stand, every user is solved again from the history.
    ///
    /// @param settings that it was trained with
    /// @param history  of the users to judge, in the item rows of the judgement
    /// @param ownRow   for each item row of the judgement the model's row, or −1 where it does not know the item
    /// @throws TrainingInterruptedException if the calling thread is interrupted
    public static Ranker of(TrainedModel model, Settings settings, CsrMatrix history, int[] ownRow, int threads) {
        if (!model.isFinite()) {
            return new SilentRanker(history.rows(), history.cols());
        }
        return switch (model) {
            case ItemWeightModel weights -> new ItemWeightRanker(history, weights.weights(), ownRow);
            case FactorModel factors ->
                switch (settings) {
                    case AlsSettings als ->
                        FoldInScorer.of(factors, als.objective()).ranker(history, ownRow, threads);
                    case BprSettings bpr -> BprFoldIn.ranker(factors, bpr, history, ownRow, threads);
                    case EaseSettings ease -> throw new IllegalArgumentException("EASE has no factors");
                };
        };
    }

    private static int[] ownRows(int items) {
        return IntStream.range(0, items).toArray();
    }
}
