package io.recloop.recommender.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.events.RuleAction;
import io.recloop.contracts.events.RuleCondition;
import io.recloop.contracts.events.RuleRemoved;
import io.recloop.contracts.events.RuleSaved;
import io.recloop.contracts.events.Segment;
import io.recloop.recommender.catalog.CatalogItem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Conditions, times and segments, without a model: all is asked of the item itself.
class RuleSetTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String TENANT = "shop";

    private final SettableClock clock = new SettableClock(NOW);
    private final Rules rules = new Rules(clock);

    @Test
    void aConditionAsksForOneOfEachListAndForAllAttributes() {
        var cream = item(Set.of("hands", "creams"), "Hoa", "12.90", Map.of("vegan", "yes", "size", "75 ml"));
        assertThat(matches(RuleCondition.ANY, "x", cream)).isTrue();
        assertThat(matches(condition(List.of("y", "x"), List.of("feet", "hands"), List.of("Hoa", "Lan")), "x", cream))
                .isTrue();
        assertThat(matches(condition(List.of("y"), List.of(), List.of()), "x", cream))
                .isFalse();
        assertThat(matches(condition(List.of(), List.of("feet"), List.of()), "x", cream))
                .isFalse();
        assertThat(matches(condition(List.of(), List.of(), List.of("Lan")), "x", cream))
                .isFalse();
        assertThat(matches(attributes(Map.of("vegan", "yes", "size", "75 ml")), "x", cream))
                .isTrue();
        assertThat(matches(attributes(Map.of("vegan", "no")), "x", cream)).isFalse();
        assertThat(matches(attributes(Map.of("colour", "red")), "x", cream)).isFalse();
    }

    @Test
    void pricesAreInclusiveAndAnUnknownOneMatchesNone() {
        var cream = item(Set.of(), null, "12.90", Map.of());
        assertThat(matches(prices("12.90", "12.9"), "x", cream)).isTrue();
        assertThat(matches(prices("12.91", null), "x", cream)).isFalse();
        assertThat(matches(prices(null, "12.89"), "x", cream)).isFalse();
        assertThat(matches(prices(null, "100"), "x", item(Set.of(), null, null, Map.of())))
                .isFalse();
    }

    @Test
    void ofAnItemThatTheShopNeverToldOfOnlyItsIdIsKnown() {
        assertThat(matches(condition(List.of("x"), List.of(), List.of()), "x", null))
                .isTrue();
        assertThat(matches(condition(List.of(), List.of("hands"), List.of()), "x", null))
                .isFalse();
        assertThat(matches(prices("1", null), "x", null)).isFalse();
    }

    @Test
    void aRuleHoldsFromItsBeginningUntilBeforeItsEnd() {
        save("sale", 1, NOW.plusSeconds(10), NOW.plusSeconds(20), hide(), List.of());
        assertThat(hides(Segment.NEW)).isFalse();
        clock.now = NOW.plusSeconds(10);
        assertThat(hides(Segment.NEW)).isTrue();
        clock.now = NOW.plusSeconds(20);
        assertThat(hides(Segment.NEW)).isFalse();
    }

    @Test
    void aRuleForASegmentIsForNobodyElse() {
        save("newcomers", 1, null, null, hide(), List.of(Segment.NEW, Segment.LIGHT));
        assertThat(hides(Segment.NEW)).isTrue();
        assertThat(hides(Segment.LIGHT)).isTrue();
        assertThat(hides(Segment.HEAVY)).isFalse();
    }

    @Test
    void factorsOfSeveralRulesMultiplyAndAllAreNamed() {
        save("a", 1, null, null, new RuleAction.Boost(3), List.of());
        save("b", 1, null, null, new RuleAction.Bury(0.5), List.of());
        var set = rules.withoutModel(TENANT, Segment.NEW);
        assertThat(set.reorders()).isTrue();
        assertThat(set.boosts()).isTrue();
        assertThat(set.buries()).isTrue();
        assertThat(set.effect(-1, "x", null)).isEqualTo(new RuleSet.Effect(1.5, List.of("a", "b")));
    }

    @Test
    void theHigherPriorityHasTheFirstChoiceAndTheIdDecidesBetweenEquals() {
        rules.apply(saved("b", 1, 0, null, null, pin(), List.of()));
        rules.apply(saved("c", 1, 5, null, null, pin(), List.of()));
        rules.apply(saved("a", 1, 0, null, null, pin(), List.of()));
        assertThat(rules.withoutModel(TENANT, Segment.NEW).pins().stream().map(RuleSet.Pin::rule))
                .containsExactly("c", "a", "b");
    }

    @Test
    void anEventWhoseVersionIsNotHigherMeansNothingAndItsWriterLearnsIt() {
        var first = rules.expect("event-r-1");
        save("r", 1, null, null, hide(), List.of());
        assertThat(first).isCompletedWithValue(true);

        var late = rules.expect("late");
        rules.apply(new RuleRemoved("late", TENANT, NOW, "r", 1, "lan"));
        assertThat(late).isCompletedWithValue(false);
        assertThat(hides(Segment.NEW)).isTrue();

        rules.apply(new RuleRemoved("second", TENANT, NOW, "r", 2, "lan"));
        assertThat(hides(Segment.NEW)).isFalse();
        assertThat(rules.lastWord(TENANT, "r").orElseThrow().version()).isEqualTo(2);
        save("r", 2, null, null, hide(), List.of());
        assertThat(rules.all(TENANT)).isEmpty();
        save("r", 3, null, null, hide(), List.of());
        assertThat(rules.all(TENANT)).hasSize(1);

        rules.forget(TENANT, "r");
        assertThat(rules.lastWord(TENANT, "r")).isEmpty();
        assertThat(rules.size()).isZero();
    }

    @Test
    void aDraftStandsInForTheSavedRuleWithItsId() {
        save("r", 1, null, null, hide(), List.of());
        var draft = saved("r", 1, 0, null, null, new RuleAction.Boost(2), List.of());
        var set = rules.with(TENANT, List.of(draft), NOW).withoutModel(Segment.NEW);
        assertThat(set.hides()).isFalse();
        assertThat(set.boosts()).isTrue();
        assertThat(hides(Segment.NEW)).isTrue();
    }

    @Test
    void whatCannotBeARuleIsRefused() {
        assertThatThrownBy(() -> new RuleAction.Boost(1)).hasMessageContaining("above 1");
        assertThatThrownBy(() -> new RuleAction.Boost(Double.NaN)).hasMessageContaining("above 1");
        assertThatThrownBy(() -> new RuleAction.Bury(1)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> new RuleAction.Pin(0)).hasMessageContaining("action.position");
        assertThatThrownBy(() -> new RuleAction.Cap(RuleAction.Group.BRAND, 0)).hasMessageContaining("action.most");
        assertThatThrownBy(() -> saved("r", 1, 0, NOW, NOW, hide(), List.of())).hasMessage("from must be before to");
        assertThatThrownBy(() -> prices("2", "1")).hasMessageContaining("is above");
        assertThatThrownBy(() -> prices("1e999999999", null)).hasMessageContaining("too many digits");
    }

    private boolean hides(Segment segment) {
        return rules.withoutModel(TENANT, segment).hides(-1, "x", null);
    }

    private void save(
            String id,
            long version,
            @Nullable Instant from,
            @Nullable Instant to,
            RuleAction action,
            List<Segment> segments) {
        rules.apply(saved(id, version, 0, from, to, action, segments));
    }

    private static RuleSaved saved(
            String id,
            long version,
            int priority,
            @Nullable Instant from,
            @Nullable Instant to,
            RuleAction action,
            List<Segment> segments) {
        var items = action instanceof RuleAction.Pin ? List.of("x") : List.<String>of();
        return new RuleSaved(
                "event-" + id + "-" + version,
                TENANT,
                NOW,
                id,
                version,
                "Rule " + id,
                null,
                priority,
                from,
                to,
                new RuleCondition(items, List.of(), List.of(), null, null, Map.of(), segments),
                action,
                "lan");
    }

    private static RuleAction hide() {
        return new RuleAction.Hide();
    }

    private static RuleAction pin() {
        return new RuleAction.Pin(1);
    }

    private static boolean matches(RuleCondition condition, String id, @Nullable CatalogItem item) {
        return new ConditionMatcher(condition).matches(id, item);
    }

    private static RuleCondition condition(List<String> items, List<String> categories, List<String> brands) {
        return new RuleCondition(items, categories, brands, null, null, Map.of(), List.of());
    }

    private static RuleCondition attributes(Map<String, String> attributes) {
        return new RuleCondition(List.of(), List.of(), List.of(), null, null, attributes, List.of());
    }

    private static RuleCondition prices(@Nullable String low, @Nullable String high) {
        return new RuleCondition(
                List.of(),
                List.of(),
                List.of(),
                low == null ? null : new BigDecimal(low),
                high == null ? null : new BigDecimal(high),
                Map.of(),
                List.of());
    }

    private static CatalogItem item(
            Set<String> categories, @Nullable String brand, @Nullable String price, Map<String, String> attributes) {
        return new CatalogItem(
                "a name", categories, brand, price == null ? null : new BigDecimal(price), true, attributes, NOW);
    }

    private static final class SettableClock extends Clock {
        private Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
