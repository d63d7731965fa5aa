package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.UserRows;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A trained model in the form in which it answers: packed for scanning, ids by hash.
///
/// Immutable, hence safe for threads. Items are on the heap. Users may be in mapped files: then it may be read only
/// until those are closed.
public final class RankingModel {
    private static final int UNKNOWN = -1;

    private static final int[] NO_ROWS = {};
    private static final float[] NO_FLOATS = {};

    private final ModelContent content;
    private final UserRows users;
    private final Scorer scorer;
    private final Recency recency;
    private final TrainedItems items;
    private final @Nullable ContentItems contentItems;
    private final SimilarUsers similarUsers;

    RankingModel(ModelContent content, UserRows users, Scorer scorer, Recency recency) {
        this.content = content;
        this.users = users;
        this.scorer = scorer;
        this.recency = recency;
        this.items = new TrainedItems(content.items(), content.itemPopularity());
        var prior = content.contentPrior();
        this.contentItems = prior == null ? null : new ContentItems(prior, items());
        this.similarUsers = new SimilarUsers(users, content.factors(), items());
    }

    public int users() {
        return users.count();
    }

    public int items() {
        return items.count();
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
        return users.id(row);
    }

    public String item(int row) {
        return items.ids().get(row);
    }

    /// In row order.
    public List<String> itemIds() {
        return items.ids();
    }

    /// @return -1 where the model does not know the item
    public int itemRow(String item) {
        return items.row(item);
    }

    /// What to rank by.
    ///
    /// @param user  null for somebody without a name
    /// @param since what the user did that the model was not trained with, in order
    public UserVector userVector(@Nullable String user, List<Interaction> since) {
        int row = user == null ? UNKNOWN : users.row(user);
        var history = history(row, since);
        if (row != UNKNOWN && !history.changed()) {
            var trained = scorer.trained(row, history);
            if (trained.isPresent()) {
                return trained.get();
            }
        }
        if (history.likes() > 0) {
            return scorer.foldedIn(history);
        }
        return new UserVector(UserVector.Origin.UNKNOWN, history, NO_FLOATS, 0, 0);
    }

    /// What to rank by for somebody whose likes a caller gives, with weights. Items that the model does not
    /// know count for nothing; of an item named twice the last word counts.
    public UserVector userVectorOf(List<WeightedItem> profile) {
        var said = new TreeMap<Integer, Float>();
        for (var weighted : profile) {
            int row = itemRow(weighted.item());
            if (row != UNKNOWN) {
                said.put(row, weighted.weight());
            }
        }
        var history = UserHistory.of(said);
        return history.likes() > 0
                ? scorer.foldedIn(history)
                : new UserVector(UserVector.Origin.UNKNOWN, history, NO_FLOATS, 0, 0);
    }

    private UserHistory history(int userRow, List<Interaction> since) {
        if (userRow == UNKNOWN) {
            return UserHistory.of(NO_ROWS, NO_FLOATS, since, this::itemRow, recency);
        }
        return UserHistory.of(users.seen(userRow), users.weights(userRow), since, this::itemRow, recency);
    }

    /// The user vector that the history of a trained user gives when it is solved again: what self-tests compare with.
    UserVector foldedIn(UserVector userVector) {
        return scorer.foldedIn(userVector.history());
    }

    /// The best items: score descending, ties by row.
    ///
    /// @param excluded rows never returned
    public List<ScoredItem> top(UserVector userVector, ItemSet excluded, int limit) {
        if (userVector.origin() == UserVector.Origin.UNKNOWN) {
            return List.of();
        }
        var best = new TopK(limit);
        scorer.top(userVector, excluded, best);
        return ScoredItem.listed(best);
    }

    /// Where an item stands among all that the user has not had, by score with ties by row; for
    /// [UserVector.Origin#UNKNOWN] by popularity. One pass over all items, exact.
    ///
    /// @param itemRow ranked also where the user has had it; -1 for an item that the model does not know
    public ItemRank rank(UserVector userVector, int itemRow) {
        var had = new ItemSet(items());
        userVector.history().addSeenTo(had);
        if (itemRow < 0) {
            return new ItemRank(0, items() - had.size(), 0);
        }
        had.remove(itemRow);
        var scores = userVector.origin() == UserVector.Origin.UNKNOWN ? items.popularity() : scorer.scores(userVector);
        return ItemRank.of(scores, itemRow, had);
    }

    /// The best items for each of many, in one pass over the items where the algorithm allows that. Some 16 to 64 at a
    /// time serve best.
    ///
    /// @param excluded for each user vector its own
    public List<List<ScoredItem>> top(List<UserVector> userVectors, List<ItemSet> excluded, int limit) {
        var known = IntStream.range(0, userVectors.size())
                .filter(u -> userVectors.get(u).origin() != UserVector.Origin.UNKNOWN)
                .toArray();
        var best = new TopK[known.length];
        Arrays.setAll(best, u -> new TopK(limit));
        scorer.topForEach(
                Arrays.stream(known).mapToObj(userVectors::get).toList(),
                Arrays.stream(known).mapToObj(excluded::get).toArray(ItemSet[]::new),
                best);
        var lists = new ArrayList<List<ScoredItem>>(Collections.nCopies(userVectors.size(), List.of()));
        for (int u = 0; u < known.length; u++) {
            lists.set(known[u], ScoredItem.listed(best[u]));
        }
        return lists;
    }

    /// The most popular items of the training data; the score is the number of their positives.
    public List<ScoredItem> popular(ItemSet excluded, int limit) {
        return items.popular(excluded, limit);
    }

    /// The items nearest by direction, the score being the cosine; of a model of items on items those that it speaks
    /// for, the score being the weight.
    public List<ScoredItem> similar(int itemRow, ItemSet excluded, int limit) {
        return scorer.similar(itemRow, excluded, limit);
    }

    /// What the model gives an item; 0 for [UserVector.Origin#UNKNOWN].
    public double score(UserVector userVector, int itemRow) {
        return userVector.origin() == UserVector.Origin.UNKNOWN
                ? 0
                : scorer.score(userVector, itemRow).score();
    }

    /// The positives that an item had in the training data.
    public float popularity(int itemRow) {
        return items.popularity()[itemRow];
    }

    /// What items can be compared by; absent where the model has no such vectors.
    public Optional<ItemVectors> vectors(SimilarityBasis by) {
        return switch (by) {
            case FACTORS ->
                content.factors() == 0
                        ? Optional.empty()
                        : Optional.of(new ItemVectors(content.itemFactors(), content.factors()));
            case CONTENT ->
                Optional.ofNullable(content.contentPrior())
                        .map(prior -> new ItemVectors(prior.itemEmbeddings(), prior.dimensions()));
        };
    }

    /// Item row to the cosine of its content with that of what the user liked; absent where the model has no content,
    /// or the user no likes.
    public Optional<IntToDoubleFunction> contentFit(UserVector userVector) {
        var history = userVector.history();
        if (history.likes() == 0) {
            return Optional.empty();
        }
        return vectors(SimilarityBasis.CONTENT).map(vectors -> vectors.cosineWith(history.liked(), history.weights()));
    }

    /// Whether anything is known of what the items are, beside who liked them.
    public boolean hasContent() {
        return contentItems != null;
    }

    /// The items whose content is nearest to that of some, the score being the cosine; none where the model has no
    /// content.
    ///
    /// @param like item rows
    public List<ScoredItem> similarContent(int[] like, ItemSet excluded, int limit) {
        return contentItems == null ? List.of() : contentItems.top(like, excluded, limit);
    }

    /// The users nearest to one, the score being the cosine. Looks at all users.
    ///
    /// @param user who is not to be among them
    public List<ScoredItem> similarUsers(String user, UserVector userVector, int limit) {
        return userVector.origin() == UserVector.Origin.UNKNOWN
                ? List.of()
                : similarUsers.top(userVector, users.row(user), limit);
    }

    /// About what the model takes of the heap; of what is made when it is first asked for, only what has been made.
    public long heapBytes() {
        long floats = 2L * content.itemFactors().length;
        var weights = content.itemWeights();
        if (weights != null) {
            floats += 2L * weights.indices().length + 2L * items();
        }
        var prior = content.contentPrior();
        if (prior != null) {
            floats += prior.itemEmbeddings().length + prior.map().length;
        }
        long made = prepared().stream()
                .filter(Prepared::made)
                .mapToLong(Prepared::bytes)
                .sum();
        return floats * Float.BYTES + items.heapBytes() + made;
    }

    /// What is made when it is first asked for; see [#prepare].
    ///
    /// @param bytes that it takes, or would take
    public record Prepared(String name, boolean made, long bytes) {}

    public List<Prepared> prepared() {
        var directions = scorer.directions();
        var all = new ArrayList<Prepared>();
        all.add(new Prepared("similar-items", directions.made(), directions.bytes()));
        if (contentItems != null) {
            all.add(new Prepared("content-items", contentItems.isPacked(), contentItems.bytes()));
        }
        return all;
    }

    /// Makes now what would be made at the first question about it.
    public void prepare() {
        scorer.prepare();
        if (contentItems != null) {
            contentItems.pack();
        }
    }

    /// Why an item has its score for this user vector: absent for [UserVector.Origin#UNKNOWN], and where the scores
    /// of the algorithm are not a sum over liked items.
    public Optional<Explanation> explain(UserVector userVector, int itemRow) {
        return userVector.origin() == UserVector.Origin.UNKNOWN
                ? Optional.empty()
                : scorer.explain(userVector, itemRow);
    }

    Scorer scorer() {
        return scorer;
    }
}
