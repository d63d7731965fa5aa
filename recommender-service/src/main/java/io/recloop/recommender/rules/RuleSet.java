package io.recloop.recommender.rules;

import io.recloop.contracts.events.RuleAction;
import io.recloop.contracts.events.Segment;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.catalog.CatalogItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules that hold for a user of one segment at this moment, by the rows of one model. Immutable.
public final class RuleSet {
    public static final RuleSet NONE = new RuleSet(List.of(), Segment.NEW, 0, 0);

    private final List<CompiledRule> hiding = new ArrayList<>();
    private final List<Factor> factors = new ArrayList<>();
    private final List<Pin> pins = new ArrayList<>();
    private final List<Cap> caps = new ArrayList<>();
    private final ItemSet hidden;
    private final ItemSet boosted;
    private final ItemSet buried;
    private final boolean boosts;
    private final boolean buries;
    private final long number;

    private record Factor(CompiledRule rule, double factor) {}

    /// What the rules that change an item's value make of it.
    ///
    /// @param factor 1 where there are none
    /// @param rules  their ids
    public record Effect(double factor, List<String> rules) {
        public static final Effect NONE = new Effect(1, List.of());
    }

    /// @param position from 1
    /// @param items    in the order in which they are to be shown from there on
    public record Pin(String rule, int position, List<String> items) {}

    /// At most this number of a group among the items that the rule is about.
    public static final class Cap {
        private final CompiledRule rule;
        private final RuleAction.Cap action;

        private Cap(CompiledRule rule, RuleAction.Cap action) {
            this.rule = rule;
            this.action = action;
        }

        public String rule() {
            return rule.id();
        }

        public RuleAction.Group by() {
            return action.by();
        }

        public int most() {
            return action.most();
        }

        /// @param row -1 for an item that the model does not know
        public boolean isAbout(int row, String item, @Nullable CatalogItem known) {
            return rule.isAbout(row, item, known);
        }
    }

    /// @param rules  the highest priority first; those of other segments are left out here
    /// @param items  of the model; 0 without one
    /// @param number of the compilation
    RuleSet(List<CompiledRule> rules, Segment segment, int items, long number) {
        this.number = number;
        hidden = new ItemSet(items);
        boosted = new ItemSet(items);
        buried = new ItemSet(items);
        for (var compiled : rules) {
            var segments = compiled.rule().condition().segments();
            if (!segments.isEmpty() && !segments.contains(segment)) {
                continue;
            }
            switch (compiled.rule().action()) {
                case RuleAction.Hide() -> {
                    hiding.add(compiled);
                    hidden.addAll(compiled.rows());
                }
                case RuleAction.Boost(double factor) -> {
                    factors.add(new Factor(compiled, factor));
                    boosted.addAll(compiled.rows());
                }
                case RuleAction.Bury(double factor) -> {
                    factors.add(new Factor(compiled, factor));
                    buried.addAll(compiled.rows());
                }
                case RuleAction.Pin(int position) ->
                    pins.add(new Pin(
                            compiled.id(), position, compiled.rule().condition().items()));
                case RuleAction.Cap cap -> caps.add(new Cap(compiled, cap));
            }
        }
        boosts = factors.stream().anyMatch(factor -> factor.factor > 1);
        buries = factors.stream().anyMatch(factor -> factor.factor < 1);
    }

    /// Another one where another set may hold: counted from the start of the process, 0 where there are no rules.
    public long number() {
        return number;
    }

    public boolean hides() {
        return !hiding.isEmpty();
    }

    /// Whether it does more than to hide.
    public boolean reorders() {
        return !factors.isEmpty() || !pins.isEmpty() || !caps.isEmpty();
    }

    public void addHiddenTo(ItemSet excluded) {
        if (hides() && hidden.items() > 0) {
            excluded.addAll(hidden);
        }
    }

    /// The rules that hide an item; also of items that the model does not know, whose row is -1.
    public List<String> hiding(int row, String item, @Nullable CatalogItem known) {
        return hiding.isEmpty()
                ? List.of()
                : hiding.stream()
                        .filter(rule -> rule.isAbout(row, item, known))
                        .map(CompiledRule::id)
                        .toList();
    }

    public boolean hides(int row, String item, @Nullable CatalogItem known) {
        for (var rule : hiding) {
            if (rule.isAbout(row, item, known)) {
                return true;
            }
        }
        return false;
    }

    /// Whether rules give some items a larger value.
    public boolean boosts() {
        return boosts;
    }

    /// Whether rules give some items a smaller value.
    public boolean buries() {
        return buries;
    }

    /// So that what is left are the rows that a rule boosts.
    public void addAllButBoostedTo(ItemSet excluded) {
        for (int row = 0; row < boosted.items(); row++) {
            if (!boosted.contains(row)) {
                excluded.add(row);
            }
        }
    }

    public void addBuriedTo(ItemSet excluded) {
        excluded.addAll(buried);
    }

    /// @param row -1 for an item that the model does not know
    public Effect effect(int row, String item, @Nullable CatalogItem known) {
        if (factors.isEmpty() || isUntouched(row)) {
            return Effect.NONE;
        }
        double product = 1;
        var fired = new ArrayList<String>();
        for (var factor : factors) {
            if (factor.rule.isAbout(row, item, known)) {
                product *= factor.factor;
                fired.add(factor.rule.id());
            }
        }
        return fired.isEmpty() ? Effect.NONE : new Effect(product, fired);
    }

    private boolean isUntouched(int row) {
        return row >= 0 && row < boosted.items() && !boosted.contains(row) && !buried.contains(row);
    }

    /// The first choice first.
    public List<Pin> pins() {
        return pins;
    }

    public List<Cap> caps() {
        return caps;
    }
}
