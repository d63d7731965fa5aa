package io.recloop.recommender.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.events.RuleAction;
import io.recloop.contracts.events.RuleCondition;
import io.recloop.contracts.events.RuleSaved;
import io.recloop.contracts.events.Segment;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.ranking.RankingModelFactory;
import io.recloop.recommender.rules.RuleCompiler.Against;
import io.recloop.recommender.stack.SyntheticModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCompilerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final RuleCompiler compilation = new RuleCompiler();

    @Test
    void remembersEachModelUntilTheRulesOrTheTimeChange(@TempDir Path folder) throws Exception {
        var live = against(folder.resolve("live"), 1);
        var onTrial = against(folder.resolve("trial"), 2);
        var rules = List.of(hide("i3", NOW.plusSeconds(60)));

        var compiled = compilation.current(rules, live, NOW);
        compilation.current(rules, onTrial, NOW);
        compilation.current(rules, null, NOW);
        assertThat(compilation.current(rules, live, NOW)).isSameAs(compiled);
        assertThat(compiled.of(Segment.NEW).hides(3, "i3", null)).isTrue();
        assertThat(compiled.of(Segment.NEW).hides(4, "i4", null)).isFalse();

        var later = compilation.current(rules, live, NOW.plusSeconds(60));
        assertThat(later.of(Segment.NEW)).isSameAs(RuleSet.NONE);

        var changed = compilation.current(List.of(hide("i4", null)), live, NOW);
        assertThat(changed.of(Segment.NEW).hides(4, "i4", null)).isTrue();
        assertThat(changed.of(Segment.NEW).number())
                .isGreaterThan(compiled.of(Segment.NEW).number());
    }

    private static Against against(Path folder, long seed) throws Exception {
        var hash = new SyntheticModel(seed, 10, 20, 8).write(folder, "shop", "als-" + seed, Map.of());
        var bundle = BundleReader.read(folder, hash);
        var model = RankingModelFactory.of(bundle.manifest(), bundle.content());
        return new Against(model, new Catalog().attach("shop", model.itemIds(), model::itemRow));
    }

    private static RuleSaved hide(String item, @Nullable Instant until) {
        return new RuleSaved(
                "event",
                "shop",
                NOW,
                "hide-" + item,
                1,
                "Hide",
                true,
                0,
                null,
                until,
                new RuleCondition(List.of(item), List.of(), List.of(), null, null, Map.of(), List.of()),
                new RuleAction.Hide(),
                "lan");
    }
}
