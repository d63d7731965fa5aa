package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.AlsParameters;
import io.recloop.contracts.bundle.BprParameters;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.Manifest;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A trained model in the form in which it answers: packed for scanning, ids by hash.
///
/// Immutable, hence safe for threads and to be dropped at any time: everything is on the heap, so the garbage
/// collector takes it away after the last request that read it, and no reference counting is needed.
public final class RankingModel {
    private static final int UNKNOWN = -1;
    private static final int[] NO_ROWS = {};
    private static final float[] NO_FLOATS = {};

    private final ModelContent content;
    private final Scorer scorer;
    private final Recency recency;
    private final Map<String, Integer> userRows;
    private final Map<String, Integer> itemRows;
    private final int[] byPopularity;

    private RankingModel(ModelContent content, Scorer scorer, Recency recency) {
        this.content = content;
        this.scorer = scorer;
        this.recency = recency;
        this.userRows = rowsOf(content.users());
        this.itemRows = rowsOf(content.items());
        this.byPopularity = IntStream.range(0, items())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -content.itemPopularity()[row])
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// @throws CorruptBundleException   where a parameter that the algorithm needs is missing or impossible
    /// @throws IllegalArgumentException where the content is not that of a known algorithm
    public static RankingModel of(Manifest manifest, ModelContent content) throws CorruptBundleException {
        var recency = Recency.of(manifest.parameters());
        return switch (manifest.algorithm()) {
            case "als" -> als(content, AlsParameters.of(manifest), recency);
            case "bpr" -> bpr(content, BprParameters.of(manifest), recency);
            case "ease" -> ease(content);
            default ->
                throw new IllegalArgumentException(
                        "the algorithm must be als, bpr or ease, was %s: upgrade this service"
                                .formatted(manifest.algorithm()));
        };
    }

    /// @throws IllegalArgumentException where the parameters are not those of a solvable objective
    static RankingModel als(ModelContent content, AlsParameters parameters, Recency recency) {
        return new RankingModel(content, new FactorScorer(content, new AlsFoldIn(content, parameters)), recency);
    }

    static RankingModel bpr(ModelContent content, BprParameters parameters, Recency recency) {
        return new RankingModel(content, new FactorScorer(content, new BprFoldIn(content, parameters)), recency);
    }

    /// @throws IllegalArgumentException where the content has no item weights
    static RankingModel ease(ModelContent content) {
        var weights = content.itemWeights();
        if (weights == null) {
            throw new IllegalArgumentException("an ease model without item weights");
        }
        return new RankingModel(content, new ItemWeightScorer(content, weights), Recency.NONE);
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

    /// 0 for a model of items on items.
    public int factors() {
        return scorer.factors();
    }

    /// How the best items are found, for people.
    public String search() {
        return scorer.search();
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
        if (row != UNKNOWN && !evidence.changed()) {
            var trained = scorer.trained(row, evidence);
            if (trained.isPresent()) {
                return trained.get();
            }
        }
        if (evidence.likes() > 0) {
            return scorer.foldedIn(evidence);
        }
        return new Taste(Taste.Origin.UNKNOWN, evidence, NO_FLOATS, 0, 0);
    }

    private Evidence evidence(int userRow, List<Touch> since) {
        if (userRow == UNKNOWN) {
            return Evidence.of(NO_ROWS, NO_FLOATS, since, this::itemRow, recency);
        }
        var seen = content.seen();
        int from = Math.toIntExact(seen.indptr()[userRow]);
        int to = Math.toIntExact(seen.indptr()[userRow + 1]);
        return Evidence.of(
                Arrays.copyOfRange(seen.indices(), from, to),
                Arrays.copyOfRange(seen.weights(), from, to),
                since,
                this::itemRow,
                recency);
    }

    /// The taste that the evidence of a trained user gives when it is solved anew: what self-tests compare with.
    Taste foldedIn(Taste taste) {
        return scorer.foldedIn(taste.evidence());
    }

    /// The best items: score descending, ties by row.
    ///
    /// @param excluded rows never returned
    public List<Scored> top(Taste taste, ItemSet excluded, int limit) {
        if (taste.origin() == Taste.Origin.UNKNOWN) {
            return List.of();
        }
        var best = new TopK(limit);
        scorer.top(taste, excluded, best);
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

    /// The items nearest by direction, the score being the cosine; of a model of items on items those that it speaks
    /// for, the score being the weight.
    public List<Scored> similar(int itemRow, ItemSet excluded, int limit) {
        return scorer.similar(itemRow, excluded, limit);
    }

    /// Why an item has its score for this taste: absent for [Taste.Origin#UNKNOWN], and where the scores of the
    /// algorithm are no sum over what was liked.
    public Optional<Explanation> explain(Taste taste, int itemRow) {
        return taste.origin() == Taste.Origin.UNKNOWN ? Optional.empty() : scorer.explain(taste, itemRow);
    }

    Scorer scorer() {
        return scorer;
    }

    static List<Scored> listed(TopK best) {
        var list = new ArrayList<Scored>(best.size());
        for (int place = 0; place < best.size(); place++) {
            list.add(new Scored(best.item(place), best.score(place)));
        }
        return list;
    }
}
