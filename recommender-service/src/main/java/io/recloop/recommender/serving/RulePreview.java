package io.recloop.recommender.serving;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.contracts.events.RuleSaved;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.Serving;
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.rules.RuleSet;
import io.recloop.recommender.rules.Rules;
import io.recloop.recommender.serving.ListArranging.Arrangement;
import io.recloop.recommender.serving.Recommendations.Line;
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
    private final ListArranging arranging;
    private final Recommender recommender;
    private final Catalog catalog;

    RulePreview(Models models, Rules rules, ListArranging arranging, Recommender recommender, Catalog catalog) {
        this.models = models;
        this.rules = rules;
        this.arranging = arranging;
        this.recommender = recommender;
        this.catalog = catalog;
    }

    /// @param now     the list by the rules that are saved
    /// @param with    the list by the drafts too
    /// @param changes what is not at the same position in both
    record Preview(List<Line> now, List<Line> with, List<Change> changes) {}

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
    Preview of(Query query, List<RuleSaved> drafts, Instant at) {
        return switch (models.current(query.tenant())) {
            case Serving.NoModelYet() -> of(query, null, recommender.since(query, Map.of()), drafts, at);
            case Serving.Ready(var model) -> {
                var since = recommender.since(query, model.offsets());
                var taste = model.ranking().taste(query.user(), since);
                yield of(query, new Asked.Known(model, taste), since, drafts, at);
            }
        };
    }

    private Preview of(
            Query query, Asked.@Nullable Known known, List<Touch> since, List<RuleSaved> drafts, Instant at) {
        var set = ruleSet(query, known, since, drafts, at);
        var now = arranging.with(ruleSet(query, known, since, List.of(), at), query, known, since);
        var with = arranging.with(set, query, known, since);
        return new Preview(now.lines(), with.lines(), changes(query, known, now, with, set));
    }

    private RuleSet ruleSet(
            Query query, Asked.@Nullable Known known, List<Touch> since, List<RuleSaved> drafts, Instant at) {
        return rules.with(
                query.tenant(),
                drafts,
                known == null ? null : known.model().ranking(),
                known == null ? null : known.model().catalog(),
                arranging.segment(known, since),
                at);
    }

    private List<Change> changes(
            Query query, Asked.@Nullable Known known, Arrangement now, Arrangement with, RuleSet set) {
        var after = byItem(with.lines());
        var before = byItem(now.lines());
        var changes = new ArrayList<Change>();
        for (var line : with.lines()) {
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
        for (var line : now.lines()) {
            if (!after.containsKey(line.item())) {
                changes.add(new Change(
                        line.item(),
                        line.name(),
                        line.position(),
                        null,
                        against(query, known, line.item(), with, set)));
            }
        }
        return changes;
    }

    private List<String> against(Query query, Asked.@Nullable Known known, String item, Arrangement with, RuleSet set) {
        int row = known == null ? -1 : known.model().ranking().itemRow(item);
        var inShop = catalog.item(query.tenant(), item);
        var rulesAgainst = new ArrayList<>(set.hiding(row, item, inShop));
        rulesAgainst.addAll(with.capped().getOrDefault(item, List.of()));
        rulesAgainst.addAll(set.effect(row, item, inShop).rules());
        return rulesAgainst.stream().distinct().toList();
    }

    private static Map<String, Line> byItem(List<Line> lines) {
        var byItem = new LinkedHashMap<String, Line>();
        lines.forEach(line -> byItem.put(line.item(), line));
        return byItem;
    }
}
