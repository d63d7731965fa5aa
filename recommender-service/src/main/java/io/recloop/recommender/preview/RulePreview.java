package io.recloop.recommender.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.contracts.events.RuleSaved;
import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.lists.RankingContext;
import io.recloop.recommender.lists.RerankingStage;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.protection.Effort;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.recommendations.RecommendationMaker;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.rules.RuleSet;
import io.recloop.recommender.rules.Rules;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What rules would do to somebody's list. Nothing is saved, and nothing recorded: nobody is shown anything.
@Singleton
final class RulePreview {
    private final Models models;
    private final Rules rules;
    private final RerankingStage arranging;
    private final RecommendationMaker maker;
    private final Catalog catalog;

    RulePreview(Models models, Rules rules, RerankingStage arranging, RecommendationMaker maker, Catalog catalog) {
        this.models = models;
        this.rules = rules;
        this.arranging = arranging;
        this.maker = maker;
        this.catalog = catalog;
    }

    /// @param now     the list by the rules that are saved
    /// @param with    the list by the drafts too
    /// @param changes what is not at the same position in both
    record Preview(List<RecommendedItem> now, List<RecommendedItem> with, List<Change> changes) {}

    /// @param before absent where the item came in
    /// @param after  absent where it went out
    /// @param rules  ids of those that moved it; none where it made room for others
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            String item,
            @Nullable String name,
            @Nullable Integer before,
            @Nullable Integer after,
            List<String> rules) {}

    /// @param at the moment that both lists are of
    Preview of(RecommendationQuery query, List<RuleSaved> drafts, Instant at) {
        var now = rules.with(query.tenant(), List.of(), at);
        var with = rules.with(query.tenant(), drafts, at);
        try (var lease = models.lease(query.tenant())) {
            if (!(lease.serving() instanceof ServingState.Ready(var model))) {
                var since = maker.since(query, Map.of());
                var segment = arranging.segment(null, since);
                return compare(query, null, since, now.withoutModel(segment), with.withoutModel(segment));
            }
            var since = maker.since(query, model.offsets());
            var known = new RankingContext.ModelContext(
                    model, RecommendationMaker.userVector(query, model, since, Effort.FULL));
            var segment = arranging.segment(known, since);
            return compare(
                    query,
                    known,
                    since,
                    now.of(model.ranking(), model.catalog(), segment),
                    with.of(model.ranking(), model.catalog(), segment));
        }
    }

    private Preview compare(
            RecommendationQuery query,
            RankingContext.@Nullable ModelContext known,
            List<Interaction> since,
            RuleSet setNow,
            RuleSet setWith) {
        var now = arranging.with(setNow, query, known, since);
        var with = arranging.with(setWith, query, known, since);
        var linesNow = query.page().cut(now.lines());
        var linesWith = query.page().cut(with.lines());
        return new Preview(linesNow, linesWith, changes(query, known, linesNow, linesWith, with.capped(), setWith));
    }

    private List<Change> changes(
            RecommendationQuery query,
            RankingContext.@Nullable ModelContext known,
            List<RecommendedItem> now,
            List<RecommendedItem> with,
            Map<String, List<String>> capped,
            RuleSet set) {
        var after = byItem(with);
        var before = byItem(now);
        var changes = new ArrayList<Change>();
        for (var line : with) {
            var was = before.get(line.item());
            if (was == null || was.position() != line.position()) {
                changes.add(new Change(
                        line.item(),
                        line.name(),
                        was == null ? null : was.position(),
                        line.position(),
                        line.rules() == null ? List.of() : line.rules()));
            }
        }
        for (var line : now) {
            if (!after.containsKey(line.item())) {
                changes.add(new Change(
                        line.item(),
                        line.name(),
                        line.position(),
                        null,
                        against(query, known, line.item(), capped, set)));
            }
        }
        return changes;
    }

    private List<String> against(
            RecommendationQuery query,
            RankingContext.@Nullable ModelContext known,
            String item,
            Map<String, List<String>> capped,
            RuleSet set) {
        int row = known == null ? -1 : known.model().ranking().itemRow(item);
        var inShop = catalog.item(query.tenant(), item);
        var rulesAgainst = new ArrayList<>(set.hiding(row, item, inShop));
        rulesAgainst.addAll(capped.getOrDefault(item, List.of()));
        rulesAgainst.addAll(set.effect(row, item, inShop).rules());
        return rulesAgainst.stream().distinct().toList();
    }

    private static Map<String, RecommendedItem> byItem(List<RecommendedItem> lines) {
        var byItem = new LinkedHashMap<String, RecommendedItem>();
        lines.forEach(line -> byItem.put(line.item(), line));
        return byItem;
    }
}
