package io.recloop.learning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.Fitting;
import io.recloop.learning.engine.PlantedTaste;
import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldInScorerTest {
    private static final AlsSettings SETTINGS = new AlsSettings(8, 8, 0.004, 0.1, 1, 0, 42, 2);

    private final PlantedTaste.Split split = PlantedTaste.split(301, 120, 6, 7, 1);
    private final FullRanking ranking = new FullRanking(split.seen(), split.heldOut(), 10, 2);

    @Test
    void aModelFoldedInOnItsOwnTrainingDataRanksAsItWasTrained() {
        var model = Fitting.als(SETTINGS, split.seen());
        var trained = ranking.evaluate(new FactorRanker(model));

        var folded =
                ranking.evaluate(FoldInScorer.of(model, SETTINGS.objective()).ranker(split.seen(), 2));

        assertThat(folded.metrics().ndcg()).isCloseTo(trained.metrics().ndcg(), within(1e-3));
        assertThat(folded.users()).isEqualTo(trained.users());
    }

    @Test
    void aModelScoresUsersItHasNeverSeen() {
        var others = PlantedTaste.split(400, 120, 6, 7, 99);
        var model = Fitting.als(SETTINGS, others.seen());

        var folded =
                ranking.evaluate(FoldInScorer.of(model, SETTINGS.objective()).ranker(split.seen(), 2));
        var popular = ranking.evaluate(new PopularityRanker(split.seen()));

        assertThat(folded.metrics().ndcg()).isGreaterThan(2 * popular.metrics().ndcg());
    }

    /// The incumbent knows the items in another order, one more of its own, and not the judgement's items 0 to 4.
    @Test
    void itemRowsAreMappedAndUnknownItemsNeverRecommended() {
        int items = split.seen().cols();
        var reversed = IntStream.range(0, items).map(item -> items - item).toArray();
        var pairs = split.seen();
        var users = new int[pairs.entries()];
        var rows = new int[pairs.entries()];
        for (int user = 0; user < pairs.rows(); user++) {
            for (int e = pairs.rowStart(user); e < pairs.rowEnd(user); e++) {
                users[e] = user;
                rows[e] = reversed[pairs.indices()[e]];
            }
        }
        var incumbent = Fitting.als(SETTINGS, CsrMatrix.ofPairs(pairs.rows(), items + 1, users, rows));
        var plain = Fitting.als(SETTINGS, pairs);
        var ownRow = reversed.clone();
        for (int item = 0; item < 5; item++) {
            ownRow[item] = -1;
        }

        var scorer = FoldInScorer.of(incumbent, SETTINGS.objective());
        var all = ranking.evaluate(scorer.ranker(pairs, reversed, 2)).metrics();
        var some = scorer.ranker(pairs, ownRow, 2);

        var own = ranking.evaluate(new FactorRanker(plain)).metrics();
        assertThat(all.ndcg()).isCloseTo(own.ndcg(), within(0.25 * own.ndcg()));
        var best = new TopK(items);
        var excluded = new ItemSet(items);
        some.excludeUnknown(excluded);
        for (int user = 0; user < 4; user++) {
            some.top(new int[] {user}, 0, 1, new ItemSet[] {excluded}, new TopK[] {best});
            assertThat(best.size()).isEqualTo(items - 5);
            assertThat(IntStream.range(0, best.size()).map(best::item)).allMatch(item -> item >= 5);
        }
        assertThat(ranking.evaluate(some).metrics().coverage()).isLessThanOrEqualTo((items - 5) / (double) items);
    }

    @Test
    void aMappingOfAnotherSizeIsRefused() {
        var model = Fitting.als(SETTINGS, split.seen());
        var scorer = FoldInScorer.of(model, SETTINGS.objective());

        assertThatThrownBy(() -> scorer.ranker(split.seen(), new int[3], 1)).hasMessageContaining("3 rows mapped");
        assertThatThrownBy(() -> new FoldInScorer(new float[3], 2, 2, SETTINGS.objective()))
                .hasMessageContaining("2 x 2");
    }

    @Test
    void anInterruptStopsItAndIsKept() {
        var model = Fitting.als(SETTINGS, split.seen());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> FoldInScorer.of(model, SETTINGS.objective()).ranker(split.seen(), 1))
                .isInstanceOf(TrainingInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }
}
