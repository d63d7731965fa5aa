package io.recloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.evaluation.Ranker;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.numerics.sparse.CsrMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What BPR makes of its epochs in the end: their mean, and users solved against it.
@Timeout(60)
class BprResultTest {
    private static final BprSettings SMALL = BprSettings.defaults()
            .with("factors", 16)
            .with("iterations", 3)
            .with("candidates", 4)
            .with("averaging", 0)
            .with("solvedUsers", 0)
            .withThreads(2);
    private static final PlantedTaste.Split SPLIT = PlantedTaste.split(600, 200, 8, 8, 1);
    private static final FullRanking RANKING = new FullRanking(SPLIT.seen(), SPLIT.heldOut(), 10, 2);

    @Test
    void averagingTakesTheMeanOfTheEpochsTheNewestMost() {
        var data = TrainingData.of(SPLIT.seen());
        var averaged = fit(SMALL.with("averaging", 0.5), data);

        // Weights 1, 2 and 4 in 7.
        var first = fit(SMALL.with("iterations", 1), data);
        var second = fit(SMALL.with("iterations", 2), data);
        var third = fit(SMALL, data);
        for (int i = 0; i < 600 * 16; i++) {
            assertThat(averaged.userFactors()[i])
                    .isCloseTo(
                            (first.userFactors()[i] + 2 * second.userFactors()[i] + 4 * third.userFactors()[i]) / 7,
                            within(1e-6f));
        }
        for (int item = 0; item < 200; item++) {
            assertThat(averaged.itemBiases()[item])
                    .isCloseTo(
                            (first.itemBiases()[item] + 2 * second.itemBiases()[item] + 4 * third.itemBiases()[item])
                                    / 7,
                            within(1e-6f));
        }
    }

    @Test
    void solvedUsersAreThoseThatServingWouldFoldIn() {
        var settings = SMALL.with("solvedUsers", 1);

        var model = fit(settings, TrainingData.of(SPLIT.seen()));

        assertThat(model.itemFactors())
                .isEqualTo(fit(SMALL, TrainingData.of(SPLIT.seen())).itemFactors());
        assertThat(ndcg(model)).isEqualTo(ndcg(Rankers.of(model, settings, SPLIT.seen(), 2)));
    }

    @Test
    void itemsAreDrawnByAShareOfTheRecencyThatUsersAreSolvedBy() {
        var data = TrainingData.of(SPLIT.seen()).withAges(ages());
        var settings = SMALL.with("solvedUsers", 1);

        var model = fit(settings.with("recency", 2).with("drawnRecency", 0.5), data);

        var alike = fit(settings.with("recency", 1).with("drawnRecency", 1), data);
        assertThat(model.itemFactors()).isEqualTo(alike.itemFactors());
        assertThat(model.userFactors()).isNotEqualTo(alike.userFactors());
        assertThat(ndcg(model)).isEqualTo(ndcg(Rankers.of(model, settings, data.recencyWeighted(2), 2)));
    }

    private static FactorModel fit(BprSettings settings, TrainingData data) {
        return (FactorModel)
                new BprTrainer(settings).train(data, TrainingContext.ALONE).model();
    }

    private static double ndcg(FactorModel model) {
        return ndcg(Rankers.asTrained(model, SPLIT.seen()));
    }

    private static double ndcg(Ranker ranker) {
        return RANKING.evaluate(ranker).metrics().ndcg();
    }

    /// Of each user, the later the item's row the newer.
    private static CsrMatrix ages() {
        var seen = SPLIT.seen();
        var ages = new float[seen.entries()];
        for (int user = 0; user < seen.rows(); user++) {
            for (int entry = seen.rowStart(user); entry < seen.rowEnd(user); entry++) {
                ages[entry] = seen.rowEnd(user) - 1 - entry;
            }
        }
        return new CsrMatrix(seen.rows(), seen.cols(), seen.indptr(), seen.indices(), ages);
    }
}
