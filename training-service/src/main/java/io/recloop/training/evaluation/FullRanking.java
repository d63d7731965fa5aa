package io.recloop.training.evaluation;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.numerics.statistics.Sums;
import io.recloop.training.engine.TrainingInterruptedException;
import java.util.stream.IntStream;

/// Full-ranking evaluation: every item is a candidate, what the user had already is masked, ties go by item row.
///
/// An item both seen and held out cannot be hit and still counts as held out: keep the two apart. All rankers given
/// to one instance are measured on the same users, in the same order, so their per-user values pair up.
public final class FullRanking {
    private static final int BATCH = 4;
    private static final int CHUNK = 64;

    private final CsrMatrix seen;
    private final CsrMatrix heldOut;
    private final int k;
    private final int threads;
    private final int[] users;
    private final Gains gains;

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
        this.threads = threads;
        this.users = IntStream.range(0, heldOut.rows())
                .filter(user -> heldOut.rowLength(user) > 0)
                .toArray();
        this.gains = new Gains(k);
    }

    /// @throws IllegalArgumentException     if the ranker is of other users or items
    /// @throws TrainingInterruptedException if the calling thread is interrupted
    public RankingEvaluation evaluate(Ranker ranker) {
        if (ranker.users() != seen.rows() || ranker.items() != seen.cols()) {
            throw new IllegalArgumentException(
                    "ranker of %d users and %d items for %s".formatted(ranker.users(), ranker.items(), seen));
        }
        var result = new PerUser(users.length);
        var lists = new Lists[threads];
        try (var workers = new Workers(threads)) {
            workers.run(Math.ceilDiv(users.length, CHUNK), (worker, chunk) -> {
                if (lists[worker] == null) {
                    lists[worker] = new Lists(ranker, seen.cols(), k);
                }
                int end = Math.min(users.length, (chunk + 1) * CHUNK);
                for (int from = chunk * CHUNK; from < end; from += BATCH) {
                    lists[worker].measure(from, Math.min(BATCH, end - from), result);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException(e);
        }
        return result.summary(shown(lists));
    }

    private int shown(Lists[] lists) {
        var shown = new ItemSet(seen.cols());
        for (var list : lists) {
            if (list != null) {
                shown.addAll(list.shown);
            }
        }
        return shown.size();
    }

    /// One worker's scratch.
    private final class Lists {
        private final Ranker ranker;
        private final ItemSet shown;
        private final ItemSet[] excluded = new ItemSet[BATCH];
        private final TopK[] best = new TopK[BATCH];

        Lists(Ranker ranker, int items, int k) {
            this.ranker = ranker;
            this.shown = new ItemSet(items);
            for (int i = 0; i < BATCH; i++) {
                excluded[i] = new ItemSet(items);
                best[i] = new TopK(k);
            }
        }

        void measure(int from, int count, PerUser result) {
            for (int i = 0; i < count; i++) {
                int user = users[from + i];
                excluded[i].clear();
                ranker.excludeUnknown(excluded[i]);
                excluded[i].addAll(seen.indices(), seen.rowStart(user), seen.rowEnd(user));
            }
            ranker.top(users, from, count, excluded, best);
            for (int i = 0; i < count; i++) {
                result.add(from + i, best[i]);
                for (int place = 0; place < best[i].size(); place++) {
                    shown.add(best[i].item(place));
                }
            }
        }
    }

    /// Every slot is written by one worker alone.
    private final class PerUser {
        private final double[] ndcg;
        private final double[] recall;
        private final double[] precision;

        PerUser(int size) {
            ndcg = new double[size];
            recall = new double[size];
            precision = new double[size];
        }

        void add(int slot, TopK list) {
            int user = users[slot];
            int wanted = heldOut.rowLength(user);
            int hits = 0;
            double gain = 0;
            double precisions = 0;
            for (int place = 0; place < list.size(); place++) {
                if (heldOut.contains(user, list.item(place))) {
                    hits++;
                    gain += gains.at(place);
                    precisions += (double) hits / (place + 1);
                }
            }
            recall[slot] = (double) hits / wanted;
            ndcg[slot] = gain / gains.ideal(wanted);
            precision[slot] = precisions / Math.min(k, wanted);
        }

        RankingEvaluation summary(int shown) {
            int without = heldOut.rows() - users.length;
            double coverage = seen.cols() == 0 ? 0 : (double) shown / seen.cols();
            boolean none = users.length == 0;
            var metrics = new RankingMetrics(
                    none ? 0 : Sums.mean(recall),
                    none ? 0 : Sums.mean(ndcg),
                    none ? 0 : Sums.mean(precision),
                    coverage,
                    k,
                    users.length,
                    without);
            return new RankingEvaluation(metrics, users, ndcg, recall);
        }
    }

    /// The discount of each place and its running sum.
    private static final class Gains {
        private final double[] gain;
        private final double[] sum;

        Gains(int k) {
            gain = new double[k];
            sum = new double[k + 1];
            for (int place = 0; place < k; place++) {
                gain[place] = Math.log(2) / Math.log(place + 2);
                sum[place + 1] = sum[place] + gain[place];
            }
        }

        double at(int place) {
            return gain[place];
        }

        double ideal(int wanted) {
            return sum[Math.min(wanted, gain.length)];
        }
    }
}
