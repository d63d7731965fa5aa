package io.recloop.recommender.rules;

import io.recloop.contracts.events.RuleSaved;
import io.recloop.contracts.events.Segment;
import io.recloop.recommender.catalog.CatalogView;
import io.recloop.recommender.ranking.RankingModel;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One tenant's rules, compiled against one model and remembered until something that they depend on has changed.
///
/// Changed rules and a rule's time count at once. A changed catalogue counts within a fifth of a second, because a
/// shop that sends its whole catalogue would have everything compiled anew with each item of it; whether an item may
/// be shown at all is not decided here. Thread-safe; while one thread compiles for the catalogue's sake, the others go
/// on with what there is.
final class Compilation {
    private static final long CATALOG_NANOS = Duration.ofMillis(200).toNanos();

    private final ReentrantLock compiling = new ReentrantLock();
    private volatile @Nullable Compiled last;

    /// @param until when the next rule begins or ends to hold; null for never
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

        private boolean isOf(List<RuleSaved> saved, CatalogView view, Instant now) {
            return rules == saved && catalog == view && (until == null || now.isBefore(until));
        }

        private boolean isFresh(long nowNanos) {
            return catalog == null || catalog.version() == catalogVersion || nowNanos - madeAtNanos < CATALOG_NANOS;
        }
    }

    Compiled current(List<RuleSaved> saved, RankingModel model, CatalogView catalog, Instant now) {
        var known = last;
        boolean usable = known != null && known.isOf(saved, catalog, now);
        if (known != null && usable && known.isFresh(System.nanoTime())) {
            return known;
        }
        if (known != null && usable) {
            if (!compiling.tryLock()) {
                return known;
            }
        } else {
            compiling.lock();
        }
        try {
            var meanwhile = last;
            if (meanwhile != null && meanwhile.isOf(saved, catalog, now) && meanwhile.isFresh(System.nanoTime())) {
                return meanwhile;
            }
            var made = once(saved, model, catalog, now);
            last = made;
            return made;
        } finally {
            compiling.unlock();
        }
    }

    static Compiled once(List<RuleSaved> saved, RankingModel model, CatalogView catalog, Instant now) {
        long version = catalog.version();
        long begun = System.nanoTime();
        var active = saved.stream()
                .filter(rule -> rule.isActive(now))
                .map(rule -> CompiledRule.of(rule, model, catalog))
                .toList();
        return new Compiled(saved, catalog, version, nextChange(saved, now), begun, bySegment(active, model.items()));
    }

    static Compiled withoutModel(List<RuleSaved> saved, Instant now) {
        var active = saved.stream()
                .filter(rule -> rule.isActive(now))
                .map(CompiledRule::withoutModel)
                .toList();
        return new Compiled(saved, null, 0, null, 0, bySegment(active, 0));
    }

    private static Map<Segment, RuleSet> bySegment(List<CompiledRule> active, int items) {
        var sets = new EnumMap<Segment, RuleSet>(Segment.class);
        if (!active.isEmpty()) {
            for (var segment : Segment.values()) {
                sets.put(segment, new RuleSet(active, segment, items));
            }
        }
        return sets;
    }

    private static @Nullable Instant nextChange(List<RuleSaved> saved, Instant now) {
        return saved.stream()
                .flatMap(rule -> Stream.concat(Stream.ofNullable(rule.from()), Stream.ofNullable(rule.to())))
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
