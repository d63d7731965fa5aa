package io.recloop.recommender.candidates;

import io.recloop.contracts.events.Strategy;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.candidates.RecommendedItem.Reason;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.catalog.CatalogItem;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.ScoredItem;
import io.recloop.recommender.ranking.UserVector;
import io.recloop.recommender.requests.RecommendationQuery;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From a user vector to the candidates of a response: the best-scored items, or those similar to what was seen; then
/// trending items, popular ones, and the recently popular ones among the items that the model does not know.
@Singleton
public final class CandidateGenerator {
    private static final int REASONS = 3;

    private final Catalog catalog;
    private final Fallbacks fallbacks;

    CandidateGenerator(Catalog catalog, Fallbacks fallbacks) {
        this.catalog = catalog;
        this.fallbacks = fallbacks;
    }

    /// @param strategy where the first line comes from
    public record CandidateList(Strategy strategy, List<RecommendedItem> lines) {}

    /// @param since what the user did that the model was not trained with
    public CandidateList withModel(
            RecommendationQuery query, ServingModel model, UserVector userVector, List<Interaction> since) {
        var excluded = excluded(query, model, userVector);
        return fromBest(
                query, model, userVector, since, excluded, model.ranking().top(userVector, excluded, query.limit()));
    }

    /// @param excluded of which no line may be; the caller's own, changed here
    /// @param best     of all items but the excluded ones
    public CandidateList fromBest(
            RecommendationQuery query,
            ServingModel model,
            UserVector userVector,
            List<Interaction> since,
            ItemSet excluded,
            List<ScoredItem> best) {
        var lines = new ArrayList<RecommendedItem>(query.limit());
        add(model, best, RecommendedItem.COLLABORATIVE, query.explain() ? userVector : null, excluded, lines);
        if (userVector.origin() == UserVector.Origin.UNKNOWN) {
            add(
                    model,
                    fallbacks.likeSeen(query, model, since, excluded),
                    RecommendedItem.CONTENT,
                    null,
                    excluded,
                    lines);
        }
        if (lines.size() < query.limit()) {
            fallbacks.fillUp(query, model, since, excluded, lines, this);
        }
        return new CandidateList(strategy(userVector, lines), lines);
    }

    private static Strategy strategy(UserVector userVector, List<RecommendedItem> lines) {
        return switch (userVector.origin()) {
            case TRAINED -> Strategy.PERSONALIZED;
            case FOLDED_IN -> Strategy.FOLDED_IN;
            case UNKNOWN ->
                switch (lines.isEmpty()
                        ? RecommendedItem.POPULAR
                        : lines.getFirst().source()) {
                    case RecommendedItem.CONTENT -> Strategy.CONTENT;
                    case RecommendedItem.TRENDING -> Strategy.TRENDING;
                    default -> Strategy.POPULAR;
                };
        };
    }

    /// @param since all that is known of the user
    public List<RecommendedItem> withoutModel(RecommendationQuery query, List<Interaction> since) {
        var lines = new ArrayList<RecommendedItem>(query.limit());
        fallbacks.addRecent(query, since, item -> true, lines);
        return lines;
    }

    /// What may not be listed, in a set of the caller's own.
    public static ItemSet excluded(RecommendationQuery query, ServingModel model, UserVector userVector) {
        var excluded = excluded(query, model);
        if (query.excludeSeen()) {
            userVector.history().addSeenTo(excluded);
        }
        return excluded;
    }

    public static ItemSet excluded(RecommendationQuery query, ServingModel model) {
        var excluded = model.catalog().excludedBy(query.filter());
        query.rules().addHiddenTo(excluded);
        if (!query.only().isEmpty()) {
            for (int row = 0; row < model.ranking().items(); row++) {
                if (!query.only().contains(model.ranking().item(row))) {
                    excluded.add(row);
                }
            }
        }
        for (String item : query.exclude()) {
            int row = model.ranking().itemRow(item);
            if (row >= 0) {
                excluded.add(row);
            }
        }
        return excluded;
    }

    /// Adds lines and leaves their items out of what follows.
    void add(
            ServingModel model,
            List<ScoredItem> best,
            String source,
            @Nullable UserVector explained,
            ItemSet excluded,
            List<RecommendedItem> lines) {
        for (var scored : best) {
            lines.add(line(model, scored, lines.size() + 1, source, explained));
            excluded.add(scored.row());
        }
    }

    public RecommendedItem line(
            ServingModel model, ScoredItem scored, int position, String source, @Nullable UserVector explained) {
        List<Reason> because = null;
        Double rest = null;
        var explanation = explained == null
                ? null
                : model.ranking().explain(explained, scored.row()).orElse(null);
        if (explanation != null) {
            because = explanation.contributions().stream()
                    .limit(REASONS)
                    .map(contribution -> new Reason(
                            model.ranking().item(contribution.row()),
                            nameOf(model.catalog().at(contribution.row())),
                            contribution.amount()))
                    .toList();
            rest = scored.score()
                    - because.stream().mapToDouble(Reason::contribution).sum();
        }
        return new RecommendedItem(
                model.ranking().item(scored.row()),
                nameOf(model.catalog().at(scored.row())),
                position,
                scored.score(),
                source,
                because,
                rest);
    }

    /// A line about an item, be it known to the model or not.
    public RecommendedItem line(String tenant, String item, int position, double score, String source) {
        return new RecommendedItem(item, nameOf(catalog.item(tenant, item)), position, score, source, null, null);
    }

    public static @Nullable String nameOf(@Nullable CatalogItem item) {
        return item == null ? null : item.name();
    }
}
