package io.recloop.learning.evaluation;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Ranks by how many users had an item: the baseline that a model has to beat.
public final class PopularityRanker implements Ranker {
    private final int users;
    private final int[] counts;
    private final int[] mostPopular;

    public PopularityRanker(CsrMatrix userItem) {
        this.users = userItem.rows();
        this.counts = userItem.columnCounts();
        this.mostPopular = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(item -> -counts[item]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public int users() {
        return users;
    }

    @Override
    public int items() {
        return counts.length;
    }

    @Override
    public void top(int[] users, int from, int count, ItemSet[] excluded, TopK[] best) {
        for (int i = 0; i < count; i++) {
            best[i].clear();
            for (int place = 0; place < mostPopular.length && best[i].threshold() == Float.NEGATIVE_INFINITY; place++) {
                int item = mostPopular[place];
                if (!excluded[i].contains(item)) {
                    best[i].offer(item, counts[item]);
                }
            }
            best[i].sort();
        }
    }

    /// None: an item that nobody had is merely last.
    @Override
    public void excludeUnknown(ItemSet items) {}
}
