package io.recloop.recommender.candidates;

import io.recloop.contracts.events.Strategy;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.candidates.Line.Reason;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.catalog.CatalogItem;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.Scored;
import io.recloop.recommender.ranking.Taste;
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.requests.Query;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From a taste to the lines of an answer: what fits best, or what resembles that which was seen; then what is liked
/// more and more, what is popular, and what is popular just now among the items that the model does not know.
@Singleton
public final class ListMaking {
    private static final int REASONS = 3;

    private final Catalog catalog;
    private final Fallbacks fallbacks;

    ListMaking(Catalog catalog, Fallbacks fallbacks) {
        this.catalog = catalog;
        this.fallbacks = fallbacks;
    }

    /// @param strategy where the first line comes from
    public record Listed(Strategy strategy, List<Line> lines) {}

    /// @param since what the user did that the model was not trained with
    public Listed withModel(Query query, ServingModel model, Taste taste, List<Touch> since) {
        var excluded = excluded(query, model, taste);
        return fromBest(query, model, taste, since, excluded, model.ranking().top(taste, excluded, query.limit()));
    }

    /// @param excluded of which no line may be; the caller's own, changed here
    /// @param best     of all items but the excluded ones
    public Listed fromBest(
            Query query, ServingModel model, Taste taste, List<Touch> since, ItemSet excluded, List<Scored> best) {
        var lines = new ArrayList<Line>(query.limit());
        add(model, best, Line.COLLABORATIVE, query.explain() ? taste : null, excluded, lines);
        if (taste.origin() == Taste.Origin.UNKNOWN) {
            add(model, fallbacks.likeSeen(query, model, since, excluded), Line.CONTENT, null, excluded, lines);
        }
        if (lines.size() < query.limit()) {
            fallbacks.fillUp(query, model, since, excluded, lines, this);
        }
        return new Listed(strategy(taste, lines), lines);
    }

    private static Strategy strategy(Taste taste, List<Line> lines) {
        return switch (taste.origin()) {
            case TRAINED -> Strategy.PERSONALIZED;
            case FOLDED_IN -> Strategy.FOLDED_IN;
            case UNKNOWN ->
                switch (lines.isEmpty() ? Line.POPULAR : lines.getFirst().source()) {
                    case Line.CONTENT -> Strategy.CONTENT;
                    case Line.TRENDING -> Strategy.TRENDING;
                    default -> Strategy.POPULAR;
                };
        };
    }

    /// @param since all that is known of the user
    public List<Line> withoutModel(Query query, List<Touch> since) {
        var lines = new ArrayList<Line>(query.limit());
        fallbacks.addRecent(query, since, item -> true, lines);
        return lines;
    }

    /// What may not be listed, in a set of the caller's own.
    public static ItemSet excluded(Query query, ServingModel model, Taste taste) {
        var excluded = excluded(query, model);
        if (query.excludeSeen()) {
            taste.evidence().addSeenTo(excluded);
        }
        return excluded;
    }

    public static ItemSet excluded(Query query, ServingModel model) {
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
            List<Scored> best,
            String source,
            @Nullable Taste explained,
            ItemSet excluded,
            List<Line> lines) {
        for (var scored : best) {
            lines.add(line(model, scored, lines.size() + 1, source, explained));
            excluded.add(scored.row());
        }
    }

    public Line line(ServingModel model, Scored scored, int position, String source, @Nullable Taste explained) {
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
        return new Line(
                model.ranking().item(scored.row()),
                nameOf(model.catalog().at(scored.row())),
                position,
                scored.score(),
                source,
                because,
                rest);
    }

    /// A line about an item, be it known to the model or not.
    public Line line(String tenant, String item, int position, double score, String source) {
        return new Line(item, nameOf(catalog.item(tenant, item)), position, score, source, null, null);
    }

    public static @Nullable String nameOf(@Nullable CatalogItem item) {
        return item == null ? null : item.name();
    }
}
