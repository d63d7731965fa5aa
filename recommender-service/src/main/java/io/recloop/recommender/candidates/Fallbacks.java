package io.recloop.recommender.candidates;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.history.Trending;
import io.recloop.recommender.history.TrendingConfig;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.ScoredItem;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.requests.RecommendationQuery;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What is listed where there is too little to solve for, or where the model has not enough to say.
@Singleton
final class Fallbacks {
    private final Catalog catalog;
    private final Trending trending;
    private final TrendingConfig config;
    private final RecentlyPopularItems popularNow;

    Fallbacks(Catalog catalog, Trending trending, TrendingConfig config, RecentlyPopularItems popularNow) {
        this.catalog = catalog;
        this.trending = trending;
        this.config = config;
        this.popularNow = popularNow;
    }

    /// What resembles the items that were seen and not turned down.
    List<ScoredItem> likeSeen(
            RecommendationQuery query, ServingModel model, List<Interaction> since, ItemSet excluded) {
        if (!model.ranking().hasContent()) {
            return List.of();
        }
        var seen = new LinkedHashMap<Integer, Boolean>();
        for (var interaction : since) {
            int row = model.ranking().itemRow(interaction.item());
            if (row < 0) {
                continue;
            }
            if (interaction.signal() == Signal.NEUTRAL) {
                seen.putIfAbsent(row, true);
            } else {
                seen.put(row, interaction.signal() == Signal.POSITIVE);
            }
        }
        seen.values().removeIf(wanted -> !wanted);
        if (seen.isEmpty()) {
            return List.of();
        }
        // Nothing resembles an item more than itself, also where what was seen may be listed.
        var rows = seen.keySet().stream().mapToInt(Integer::intValue).toArray();
        var without = new ItemSet(excluded.items());
        without.addAll(excluded);
        without.addAll(rows, 0, rows.length);
        return model.ranking().similarContent(rows, without, query.limit());
    }

    void fillUp(
            RecommendationQuery query,
            ServingModel model,
            List<Interaction> since,
            ItemSet excluded,
            List<RecommendedItem> lines,
            CandidateGenerator making) {
        addTrending(query, model, since, excluded, lines, making);
        int missing = query.limit() - lines.size();
        if (missing > 0) {
            making.add(
                    model, model.ranking().popular(excluded, missing), RecommendedItem.POPULAR, null, excluded, lines);
        }
        if (lines.size() < query.limit()) {
            // What the model knows has had its turn: these are items newer than it.
            var listed = lines.stream().map(RecommendedItem::item).collect(Collectors.toSet());
            addRecent(query, since, item -> model.ranking().itemRow(item) < 0 && !listed.contains(item), lines);
        }
    }

    private void addTrending(
            RecommendationQuery query,
            ServingModel model,
            List<Interaction> since,
            ItemSet excluded,
            List<RecommendedItem> lines,
            CandidateGenerator making) {
        var seen = seen(query, since);
        for (var rising : trending.items(query.tenant(), config.halfLife())) {
            if (lines.size() >= query.limit() || rising.score() < config.leastScore()) {
                return;
            }
            int row = model.ranking().itemRow(rising.item());
            boolean wanted = row >= 0
                    ? !excluded.contains(row)
                    : !seen.contains(rising.item())
                            && query.admits(rising.item(), catalog.item(query.tenant(), rising.item()));
            if (wanted) {
                lines.add(making.line(
                        query.tenant(), rising.item(), lines.size() + 1, rising.score(), RecommendedItem.TRENDING));
                if (row >= 0) {
                    excluded.add(row);
                }
            }
        }
    }

    /// What users like lately, by how many.
    ///
    /// @param eligible which items may be added
    void addRecent(
            RecommendationQuery query,
            List<Interaction> since,
            Predicate<String> eligible,
            List<RecommendedItem> lines) {
        var seen = seen(query, since);
        for (var liked : popularNow.items(query.tenant())) {
            if (lines.size() == query.limit()) {
                return;
            }
            var known = catalog.item(query.tenant(), liked.item());
            if (!seen.contains(liked.item()) && eligible.test(liked.item()) && query.admits(liked.item(), known)) {
                lines.add(new RecommendedItem(
                        liked.item(),
                        known == null ? null : known.name(),
                        lines.size() + 1,
                        liked.users(),
                        RecommendedItem.RECENT,
                        null,
                        null));
            }
        }
    }

    private static Set<String> seen(RecommendationQuery query, List<Interaction> since) {
        if (!query.excludeSeen() || since.isEmpty()) {
            return Set.of();
        }
        var seen = new HashSet<String>();
        since.forEach(interaction -> seen.add(interaction.item()));
        return seen;
    }
}
