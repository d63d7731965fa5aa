package io.recloop.recommender.rules;

import io.recloop.contracts.events.RuleSaved;
import io.recloop.contracts.events.Segment;
import io.recloop.recommender.catalog.CatalogView;
import io.recloop.recommender.ranking.RankingModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One tenant's rules, compiled against the models that are asked, and remembered until something that they depend on
/// has changed.
///
/// Changed rules and a rule's time count at once. A changed catalogue counts within a fifth of a second, because a
/// shop that sends its whole catalogue would have everything compiled again with each item of it; whether an item may
/// be shown at all is not decided here. Thread-safe; while one thread compiles for the catalogue's sake, the others go
/// on with what there is.
final class RuleCompiler {
    private static final long CATALOG_NANOS = Duration.ofMillis(200).toNanos();

    /// The model that serves, the one on trial or about to serve, and none at all.
    private static final int REMEMBERED = 3;

    private final ReentrantLock compiling = new ReentrantLock();
    private volatile List<Compiled> remembered = List.of();
    private long made;

    /// What the rules are compiled against.
    record Against(RankingModel model, CatalogView catalog) {}

    /// @param catalog null for without a model
    /// @param until   when the next rule begins or ends to hold; null for never
    record Compiled(
            List<RuleSaved> rules,
            @Nullable CatalogView catalog,
            long catalogVersion,
            @Nullable Instant until,
            long madeAtNanos,
            Map<Segment, RuleSet> sets) {
        RuleSet of(Segment segment) {
            return sets.getOrDefault(segment, RuleSet.NONE);
        }

        private boolean isOf(List<RuleSaved> saved, Instant now) {
            return rules == saved && (until == null || now.isBefore(until));
        }

        private boolean isFresh() {
            return catalog == null
                    || catalog.version() == catalogVersion
                    || System.nanoTime() - madeAtNanos < CATALOG_NANOS;
        }
    }

    /// @param against null for without a model
    Compiled current(List<RuleSaved> saved, @Nullable Against against, Instant now) {
        var known = remembered(against, saved, now);
        if (known != null && known.isFresh()) {
            return known;
        }
        if (known == null) {
            compiling.lock();
        } else if (!compiling.tryLock()) {
            return known;
        }
        try {
            var meanwhile = remembered(against, saved, now);
            if (meanwhile != null && meanwhile.isFresh()) {
                return meanwhile;
            }
            var compiled = compile(saved, against, now, ++made);
            remember(compiled);
            return compiled;
        } finally {
            compiling.unlock();
        }
    }

    private @Nullable Compiled remembered(@Nullable Against against, List<RuleSaved> saved, Instant now) {
        for (var compiled : remembered) {
            if (compiled.catalog == (against == null ? null : against.catalog) && compiled.isOf(saved, now)) {
                return compiled;
            }
        }
        return null;
    }

    private void remember(Compiled compiled) {
        var next = new ArrayList<Compiled>(REMEMBERED);
        next.add(compiled);
        for (var other : remembered) {
            if (other.catalog != compiled.catalog && next.size() < REMEMBERED) {
                next.add(other);
            }
        }
        remembered = List.copyOf(next);
    }

    /// @param number says which compilation it is
    static Compiled compile(List<RuleSaved> saved, @Nullable Against against, Instant now, long number) {
        var catalog = against == null ? null : against.catalog;
        long version = catalog == null ? 0 : catalog.version();
        long begun = System.nanoTime();
        var active = saved.stream()
                .filter(rule -> rule.isActive(now))
                .map(rule -> against == null
                        ? CompiledRule.withoutModel(rule)
                        : CompiledRule.of(rule, against.model, against.catalog))
                .toList();
        var sets = new EnumMap<Segment, RuleSet>(Segment.class);
        if (!active.isEmpty()) {
            for (var segment : Segment.values()) {
                sets.put(segment, new RuleSet(active, segment, against == null ? 0 : against.model.items(), number));
            }
        }
        return new Compiled(saved, catalog, version, nextChange(saved, now), begun, sets);
    }

    private static @Nullable Instant nextChange(List<RuleSaved> saved, Instant now) {
        return saved.stream()
                .flatMap(rule -> Stream.concat(Stream.ofNullable(rule.from()), Stream.ofNullable(rule.to())))
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
