package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.ItemSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The items of a model: their ids by row and by hash, and how popular they were in the training data. Immutable.
final class TrainedItems {
    private static final int UNKNOWN = -1;

    /// A string and its array, an entry of a map, and the references to them.
    private static final int BYTES_OF_AN_ID = 120;

    private final List<String> ids;
    private final Map<String, Integer> rows;
    private final float[] popularity;
    private final int[] byPopularity;

    /// @param popularity row to the positives of the item
    TrainedItems(List<String> ids, float[] popularity) {
        this.ids = ids;
        this.popularity = popularity;
        this.rows = HashMap.newHashMap(ids.size());
        for (int row = 0; row < ids.size(); row++) {
            rows.put(ids.get(row), row);
        }
        this.byPopularity = IntStream.range(0, ids.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -popularity[row])
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    int count() {
        return ids.size();
    }

    /// In row order.
    List<String> ids() {
        return ids;
    }

    /// @return -1 where the model does not know the item
    int row(String item) {
        return rows.getOrDefault(item, UNKNOWN);
    }

    /// The caller's to read, not to change.
    float[] popularity() {
        return popularity;
    }

    /// The score is the number of positives.
    List<ScoredItem> popular(ItemSet excluded, int limit) {
        var best = new ArrayList<ScoredItem>(limit);
        for (int row : byPopularity) {
            if (best.size() == limit) {
                break;
            }
            if (!excluded.contains(row)) {
                best.add(new ScoredItem(row, popularity[row]));
            }
        }
        return best;
    }

    /// About what ids, popularity and its order take of the heap.
    long heapBytes() {
        return ids.stream().mapToLong(String::length).sum()
                + (long) count() * BYTES_OF_AN_ID
                + 2L * count() * Float.BYTES;
    }
}
