package io.recloop.learning.evaluation;

import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.stream.IntStream;

/// The best items for many users at once, what they had already left out. Thread-safe.
public final class BatchTop {
    private static final int BATCH = 32;
    private static final int BATCHES_OF_CHUNK = 4;

    private final CsrMatrix seen;
    private final int k;
    private final int threads;

    /// @param seen left out of the lists
    /// @param k    length of the lists
    public BatchTop(CsrMatrix seen, int k, int threads) {
        this.seen = seen;
        this.k = k;
        this.threads = threads;
    }

    /// For all users.
    public TopLists lists(Ranker ranker) {
        return lists(ranker, IntStream.range(0, seen.rows()).toArray());
    }

    /// @param users rows of `seen`
    /// @throws IllegalArgumentException     if the ranker is of other users or items
    /// @throws TrainingInterruptedException if the calling thread is interrupted
    public TopLists lists(Ranker ranker, int[] users) {
        if (ranker.users() != seen.rows() || ranker.items() != seen.cols()) {
            throw new IllegalArgumentException(
                    "ranker of %d users and %d items for %s".formatted(ranker.users(), ranker.items(), seen));
        }
        var lists = new TopLists(k, users.clone());
        var scratch = new Scratch[threads];
        int chunk = BATCH * BATCHES_OF_CHUNK;
        try (var workers = new Workers(threads)) {
            workers.run(Math.ceilDiv(users.length, chunk), (worker, number) -> {
                if (scratch[worker] == null) {
                    scratch[worker] = new Scratch();
                }
                int end = Math.min(users.length, (number + 1) * chunk);
                for (int from = number * chunk; from < end; from += BATCH) {
                    scratch[worker].rank(ranker, users, from, Math.min(BATCH, end - from), lists);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException(e);
        }
        return lists;
    }

    /// One worker's.
    private final class Scratch {
        private final ItemSet[] excluded = new ItemSet[BATCH];
        private final TopK[] best = new TopK[BATCH];

        Scratch() {
            for (int i = 0; i < BATCH; i++) {
                excluded[i] = new ItemSet(seen.cols());
                best[i] = new TopK(k);
            }
        }

        void rank(Ranker ranker, int[] users, int from, int count, TopLists lists) {
            for (int i = 0; i < count; i++) {
                int user = users[from + i];
                excluded[i].clear();
                ranker.excludeUnknown(excluded[i]);
                excluded[i].addAll(seen.indices(), seen.rowStart(user), seen.rowEnd(user));
            }
            ranker.top(users, from, count, excluded, best);
            for (int i = 0; i < count; i++) {
                lists.set(from + i, best[i]);
            }
        }
    }
}
