package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.AlsParameters;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A trained model in the form in which it answers: item factors packed for scanning, YᵀY at hand, ids by hash.
///
/// Immutable, hence safe for threads and to be dropped at any time: everything is on the heap, so the garbage
/// collector takes it away after the last request that read it, and no reference counting is needed.
public final class RankingModel {
    private static final int UNKNOWN = -1;
    private static final int[] NO_ROWS = {};
    private static final float[] NO_FLOATS = {};

    private final ModelContent content;
    private final int k;
    private final Map<String, Integer> userRows;
    private final Map<String, Integer> itemRows;
    private final ItemTiles tiles;
    private final int[] byPopularity;
    private final FoldIn foldIn;
    private final SimilarItems similar;

    /// @throws IllegalArgumentException where the parameters are not those of a solvable objective
    public RankingModel(ModelContent content, AlsParameters parameters) {
        this.content = content;
        this.k = content.factors();
        this.userRows = rowsOf(content.users());
        this.itemRows = rowsOf(content.items());
        this.tiles = ItemTiles.pack(content.itemFactors(), items(), k);
        this.byPopularity = IntStream.range(0, items())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -content.itemPopularity()[row])
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        this.foldIn = new FoldIn(content, objective(parameters));
        this.similar = new SimilarItems(content);
    }

    private static AlsRow.Objective objective(AlsParameters parameters) {
        return new AlsRow.Objective((float) parameters.unobservedWeight(), (float) parameters.regularization(), (float)
                parameters.frequencyExponent());
    }

    private static Map<String, Integer> rowsOf(List<String> ids) {
        var rows = HashMap.<String, Integer>newHashMap(ids.size());
        for (int row = 0; row < ids.size(); row++) {
            rows.put(ids.get(row), row);
        }
        return rows;
    }

    public int users() {
        return content.users().size();
    }

    public int items() {
        return content.items().size();
    }

    public int factors() {
        return k;
    }

    public String user(int row) {
        return content.users().get(row);
    }

    public String item(int row) {
        return content.items().get(row);
    }

    /// In row order.
    public List<String> itemIds() {
        return content.items();
    }

    /// @return -1 where the model does not know the item
    public int itemRow(String item) {
        return itemRows.getOrDefault(item, UNKNOWN);
    }

    /// What to rank by.
    ///
    /// @param user  null for somebody without a name
    /// @param since what the user did that the model was not trained with, in order
    public Taste taste(@Nullable String user, List<Touch> since) {
        int row = user == null ? UNKNOWN : userRows.getOrDefault(user, UNKNOWN);
        var evidence = evidence(row, since);
        if (row != UNKNOWN && !evidence.changed() && isTrained(row)) {
            return new Taste(Taste.Origin.TRAINED, evidence, content.userFactors(), row * k, k);
        }
        if (evidence.likes() > 0) {
            return new Taste(Taste.Origin.FOLDED_IN, evidence, foldIn.solve(evidence), 0, k);
        }
        return new Taste(Taste.Origin.UNKNOWN, evidence, NO_FLOATS, 0, 0);
    }

    private Evidence evidence(int userRow, List<Touch> since) {
        if (userRow == UNKNOWN) {
            return Evidence.of(NO_ROWS, NO_FLOATS, since, this::itemRow);
        }
        var seen = content.seen();
        int from = Math.toIntExact(seen.indptr()[userRow]);
        int to = Math.toIntExact(seen.indptr()[userRow + 1]);
        return Evidence.of(
                Arrays.copyOfRange(seen.indices(), from, to),
                Arrays.copyOfRange(seen.weights(), from, to),
                since,
                this::itemRow);
    }

    /// A user without positives has the zero vector, which ranks nothing.
    private boolean isTrained(int userRow) {
        for (int f = userRow * k; f < (userRow + 1) * k; f++) {
            if (content.userFactors()[f] != 0) {
                return true;
            }
        }
        return false;
    }

    /// The taste that the evidence of a trained user gives when it is solved anew: what self-tests compare with.
    Taste foldedIn(Taste taste) {
        return new Taste(Taste.Origin.FOLDED_IN, taste.evidence(), foldIn.solve(taste.evidence()), 0, k);
    }

    /// The best items by factors: score descending, ties by row.
    ///
    /// @param excluded rows never returned
    public List<Scored> top(Taste taste, ItemSet excluded, int limit) {
        if (taste.origin() == Taste.Origin.UNKNOWN) {
            return List.of();
        }
        var best = new TopK(limit);
        tiles.top(taste.factors(), taste.offset(), excluded, best);
        return listed(best);
    }

    /// The most popular items of the training data; the score is the number of their positives.
    public List<Scored> popular(ItemSet excluded, int limit) {
        var best = new ArrayList<Scored>(limit);
        for (int row : byPopularity) {
            if (best.size() == limit) {
                break;
            }
            if (!excluded.contains(row)) {
                best.add(new Scored(row, content.itemPopularity()[row]));
            }
        }
        return best;
    }

    /// The items nearest by direction; the score is the cosine.
    public List<Scored> similar(int itemRow, ItemSet excluded, int limit) {
        return similar.top(itemRow, excluded, limit);
    }

    /// Why an item has its score for this taste; empty for [Taste.Origin#UNKNOWN].
    public Explanation explain(Taste taste, int itemRow) {
        if (taste.origin() == Taste.Origin.UNKNOWN) {
            return new Explanation(List.of());
        }
        return foldIn.explain(taste.evidence(), itemRow);
    }

    /// A copy, `float[k]`.
    public float[] factorsOf(int itemRow) {
        return Arrays.copyOfRange(content.itemFactors(), itemRow * k, (itemRow + 1) * k);
    }

    static List<Scored> listed(TopK best) {
        var list = new ArrayList<Scored>(best.size());
        for (int place = 0; place < best.size(); place++) {
            list.add(new Scored(best.item(place), best.score(place)));
        }
        return list;
    }
}
