package io.recloop.recommender.serving;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.catalog.CatalogItem;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.Scored;
import io.recloop.recommender.ranking.Taste;
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.rules.RuleSet;
import io.recloop.recommender.serving.Recommendations.Line;
import io.recloop.recommender.serving.Recommendations.Reason;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// From a taste to the lines of an answer: what fits best, then what is popular, then what is popular just now.
@Singleton
final class ListMaking {
    private static final int REASONS = 3;

    private final Catalog catalog;
    private final PopularNow popularNow;

    ListMaking(Catalog catalog, PopularNow popularNow) {
        this.catalog = catalog;
        this.popularNow = popularNow;
    }

    /// @param since what the user did that the model was not trained with
    List<Line> withModel(Query query, ServingModel model, Taste taste, List<Touch> since, RuleSet rules) {
        var excluded = excluded(query, model, taste, rules);
        var lines = new ArrayList<Line>(query.limit());
        for (var scored : model.ranking().top(taste, excluded, query.limit())) {
            lines.add(line(model, scored, lines.size() + 1, Line.COLLABORATIVE, query.explain() ? taste : null));
            excluded.add(scored.row());
        }
        if (lines.size() < query.limit()) {
            for (var scored : model.ranking().popular(excluded, query.limit() - lines.size())) {
                lines.add(line(model, scored, lines.size() + 1, Line.POPULAR, null));
            }
        }
        if (lines.size() < query.limit()) {
            // What the model knows has had its turn: these are items newer than it.
            addRecent(query, since, item -> model.ranking().itemRow(item) < 0, rules, lines);
        }
        return lines;
    }

    /// @param since all that is known of the user
    List<Line> withoutModel(Query query, List<Touch> since, RuleSet rules) {
        var lines = new ArrayList<Line>(query.limit());
        addRecent(query, since, item -> true, rules, lines);
        return lines;
    }

    private void addRecent(
            Query query,
            List<Touch> since,
            java.util.function.Predicate<String> eligible,
            RuleSet rules,
            List<Line> lines) {
        Set<String> left = new HashSet<>(query.exclude());
        if (query.excludeSeen()) {
            left.addAll(since.stream().map(Touch::item).collect(Collectors.toSet()));
        }
        for (var liked : popularNow.items(query.tenant())) {
            if (lines.size() == query.limit()) {
                return;
            }
            var known = catalog.item(query.tenant(), liked.item());
            if (!left.contains(liked.item())
                    && eligible.test(liked.item())
                    && query.filter().admits(known)
                    && !rules.hides(-1, liked.item(), known)) {
                lines.add(new Line(
                        liked.item(), nameOf(known), lines.size() + 1, liked.users(), Line.RECENT, null, null));
            }
        }
    }

    /// The rows that are not shown, in a set of the caller's own.
    static ItemSet excluded(Query query, ServingModel model, Taste taste, RuleSet rules) {
        var excluded = model.catalog().excludedBy(query.filter());
        rules.addHiddenTo(excluded);
        if (query.excludeSeen()) {
            taste.evidence().addSeenTo(excluded);
        }
        for (String item : query.exclude()) {
            int row = model.ranking().itemRow(item);
            if (row >= 0) {
                excluded.add(row);
            }
        }
        return excluded;
    }

    Line line(ServingModel model, Scored scored, int position, String source, @Nullable Taste explained) {
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

    static @Nullable String nameOf(@Nullable CatalogItem item) {
        return item == null ? null : item.name();
    }
}
