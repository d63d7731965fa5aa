package io.recloop.recommender.rules;

import io.recloop.contracts.events.RuleSaved;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.catalog.CatalogItem;
import io.recloop.recommender.catalog.CatalogView;
import io.recloop.recommender.ranking.RankingModel;
import org.jspecify.annotations.Nullable;

/// A rule, and which rows of a model it is about. Immutable, but for who holds the set.
record CompiledRule(RuleSaved rule, ConditionMatcher matching, ItemSet rows) {
    static CompiledRule withoutModel(RuleSaved rule) {
        return new CompiledRule(rule, new ConditionMatcher(rule.condition()), new ItemSet(0));
    }

    static CompiledRule of(RuleSaved rule, RankingModel model, CatalogView catalog) {
        var matching = new ConditionMatcher(rule.condition());
        var rows = new ItemSet(model.items());
        if (rule.condition().items().isEmpty()) {
            for (int row = 0; row < model.items(); row++) {
                if (matching.matches(model.item(row), catalog.at(row))) {
                    rows.add(row);
                }
            }
        } else {
            for (var item : rule.condition().items()) {
                int row = model.itemRow(item);
                if (row >= 0 && matching.matches(item, catalog.at(row))) {
                    rows.add(row);
                }
            }
        }
        return new CompiledRule(rule, matching, rows);
    }

    String id() {
        return rule.rule();
    }

    /// @param row -1 for an item that the model does not know
    boolean isAbout(int row, String item, @Nullable CatalogItem known) {
        return row >= 0 && row < rows.items() ? rows.contains(row) : matching.matches(item, known);
    }
}
