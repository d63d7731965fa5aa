package io.recloop.recommender.candidates;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.history.Trending;
import io.recloop.recommender.history.TrendingConfig;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.Scored;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.requests.Query;
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
    private final PopularNow popularNow;

    Fallbacks(Catalog catalog, Trending trending, TrendingConfig config, PopularNow popularNow) {
        this.catalog = catalog;
        this.trending = trending;
        this.config = config;
        this.popularNow = popularNow;
    }

    /// What resembles that which was seen and not turned down.
    List<Scored> likeSeen(Query query, ServingModel model, List<Touch> since, ItemSet excluded) {
        if (!model.ranking().hasContent()) {
            return List.of();
        }
        var seen = new LinkedHashMap<Integer, Boolean>();
        for (var touch : since) {
            int row = model.ranking().itemRow(touch.item());
            if (row < 0) {
                continue;
            }
            if (touch.signal() == Signal.NEUTRAL) {
                seen.putIfAbsent(row, true);
            } else {
                seen.put(row, touch.signal() == Signal.POSITIVE);
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
        return model.ranking().likeContentOf(rows, without, query.limit());
    }

    void fillUp(
            Query query, ServingModel model, List<Touch> since, ItemSet excluded, List<Line> lines, ListMaking making) {
        addTrending(query, model, since, excluded, lines, making);
        int missing = query.limit() - lines.size();
        if (missing > 0) {
            making.add(model, model.ranking().popular(excluded, missing), Line.POPULAR, null, excluded, lines);
        }
        if (lines.size() < query.limit()) {
            // What the model knows has had its turn: these are items newer than it.
            var listed = lines.stream().map(Line::item).collect(Collectors.toSet());
            addRecent(query, since, item -> model.ranking().itemRow(item) < 0 && !listed.contains(item), lines);
        }
    }

    private void addTrending(
            Query query, ServingModel model, List<Touch> since, ItemSet excluded, List<Line> lines, ListMaking making) {
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
                lines.add(making.line(query.tenant(), rising.item(), lines.size() + 1, rising.score(), Line.TRENDING));
                if (row >= 0) {
                    excluded.add(row);
                }
            }
        }
    }

    /// What users like lately, by how many.
    ///
    /// @param eligible which items may be added
    void addRecent(Query query, List<Touch> since, Predicate<String> eligible, List<Line> lines) {
        var seen = seen(query, since);
        for (var liked : popularNow.items(query.tenant())) {
            if (lines.size() == query.limit()) {
                return;
            }
            var known = catalog.item(query.tenant(), liked.item());
            if (!seen.contains(liked.item()) && eligible.test(liked.item()) && query.admits(liked.item(), known)) {
                lines.add(new Line(
                        liked.item(),
                        known == null ? null : known.name(),
                        lines.size() + 1,
                        liked.users(),
                        Line.RECENT,
                        null,
                        null));
            }
        }
    }

    private static Set<String> seen(Query query, List<Touch> since) {
        if (!query.excludeSeen() || since.isEmpty()) {
            return Set.of();
        }
        var seen = new HashSet<String>();
        since.forEach(touch -> seen.add(touch.item()));
        return seen;
    }
}
