package io.recloop.learning.evaluation;

import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.numerics.statistics.Sums;
import java.util.stream.IntStream;

/// Full-ranking evaluation: every item is a candidate, what the user had already is masked, ties go by item row.
///
/// An item both seen and held out cannot be hit and still counts as held out: keep the two apart. All rankers given
/// to one instance are measured on the same users, in the same order, so their per-user values pair up. Accuracy at
/// one length of list and no more: [EvaluationSuite] measures everything.
public final class FullRanking {
    private final CsrMatrix seen;
    private final CsrMatrix heldOut;
    private final int k;
    private final BatchTop top;
    private final int[] users;

    /// @param seen    masked
    /// @param heldOut wanted; the values are not looked at
    /// @param k       length of the lists
    public FullRanking(CsrMatrix seen, CsrMatrix heldOut, int k, int threads) {
        if (seen.rows() != heldOut.rows() || seen.cols() != heldOut.cols()) {
            throw new IllegalArgumentException("seen is %s, held out is %s".formatted(seen, heldOut));
        }
        this.seen = seen;
        this.heldOut = heldOut;
        this.k = k;
        this.top = new BatchTop(seen, k, threads);
        this.users = withHeldOut(heldOut);
    }

    public CsrMatrix seen() {
        return seen;
    }

    static int[] withHeldOut(CsrMatrix heldOut) {
        return IntStream.range(0, heldOut.rows())
                .filter(user -> heldOut.rowLength(user) > 0)
                .toArray();
    }

    /// @throws IllegalArgumentException     if the ranker is of other users or items
    /// @throws TrainingInterruptedException if the calling thread is interrupted
    public RankingEvaluation evaluate(Ranker ranker) {
        var lists = top.lists(ranker, users);
        var shown = new ItemSet(seen.cols());
        var ndcg = new double[users.length];
        var recall = new double[users.length];
        var averagePrecision = new double[users.length];
        var hits = new Hits(k);
        for (int slot = 0; slot < users.length; slot++) {
            hits.clear();
            for (int place = 0, size = lists.size(slot); place < size; place++) {
                int item = lists.item(slot, place);
                shown.add(item);
                hits.place(heldOut.contains(users[slot], item));
            }
            int wanted = heldOut.rowLength(users[slot]);
            ndcg[slot] = hits.ndcg(wanted, k);
            recall[slot] = hits.recall(wanted);
            averagePrecision[slot] = hits.averagePrecision(wanted, k);
        }
        boolean none = users.length == 0;
        var metrics = new RankingMetrics(
                none ? 0 : Sums.mean(recall),
                none ? 0 : Sums.mean(ndcg),
                none ? 0 : Sums.mean(averagePrecision),
                seen.cols() == 0 ? 0 : (double) shown.size() / seen.cols(),
                k,
                users.length,
                heldOut.rows() - users.length);
        return new RankingEvaluation(metrics, users, ndcg, recall, Hits.ndcgOfItems(lists, heldOut, k));
    }
}
