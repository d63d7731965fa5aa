package io.recloop.recommender.rules;

import io.recloop.contracts.events.RuleEvent;
import io.recloop.contracts.events.RuleRemoved;
import io.recloop.contracts.events.RuleSaved;
import io.recloop.contracts.events.Segment;
import io.recloop.recommender.catalog.CatalogView;
import io.recloop.recommender.ranking.RankingModel;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// All rules of all tenants, as the topic has them, and what they come to for the model that serves. Written by the
/// follower's thread, read by all; a tenant without rules costs a request one look into a map.
@Singleton
public final class Rules {
    private static final Comparator<RuleSaved> FIRST_CHOICE_FIRST =
            Comparator.<RuleSaved>comparingInt(Rules::priority).reversed().thenComparing(RuleSaved::rule);

    private final Map<String, Shop> shops = new ConcurrentHashMap<>();

    /// Event id to the caller that waits for the event to come back from the topic.
    private final Map<String, CompletableFuture<Boolean>> awaited = new ConcurrentHashMap<>();

    private final Clock clock;

    Rules(Clock clock) {
        this.clock = clock;
    }

    private static final class Shop {
        /// The last word on each rule, also where it is that there is none any more. Guarded by the shop.
        private final Map<String, RuleEvent> lastWords = new ConcurrentHashMap<>();

        private final RuleCompiler compilation = new RuleCompiler();
        private volatile List<RuleSaved> saved = List.of();
    }

    /// What holds for a user of this segment now.
    public RuleSet of(String tenant, RankingModel model, CatalogView catalog, Segment segment) {
        var shop = shops.get(tenant);
        return shop == null || shop.saved.isEmpty()
                ? RuleSet.NONE
                : shop.compilation
                        .current(shop.saved, new RuleCompiler.Against(model, catalog), clock.instant())
                        .of(segment);
    }

    /// The same while there is no model.
    public RuleSet withoutModel(String tenant, Segment segment) {
        var shop = shops.get(tenant);
        return shop == null || shop.saved.isEmpty()
                ? RuleSet.NONE
                : shop.compilation.current(shop.saved, null, clock.instant()).of(segment);
    }

    /// What would hold for all segments at another moment, if these drafts were saved in place of the rules with the
    /// same ids.
    public Drafted with(String tenant, List<RuleSaved> drafts, Instant at) {
        var all = new ArrayList<>(all(tenant));
        for (var draft : drafts) {
            all.removeIf(rule -> rule.rule().equals(draft.rule()));
            all.add(draft);
        }
        all.sort(FIRST_CHOICE_FIRST);
        return new Drafted(all, at);
    }

    /// Rules that nobody has saved in this combination.
    public static final class Drafted {
        private final List<RuleSaved> rules;
        private final Instant at;

        private Drafted(List<RuleSaved> rules, Instant at) {
            this.rules = rules;
            this.at = at;
        }

        public RuleSet of(RankingModel model, CatalogView catalog, Segment segment) {
            return RuleCompiler.compile(rules, new RuleCompiler.Against(model, catalog), at, 0)
                    .of(segment);
        }

        public RuleSet withoutModel(Segment segment) {
            return RuleCompiler.compile(rules, null, at, 0).of(segment);
        }
    }

    /// The highest priority first.
    public List<RuleSaved> all(String tenant) {
        var shop = shops.get(tenant);
        return shop == null ? List.of() : shop.saved;
    }

    public int size() {
        return shops.values().stream().mapToInt(shop -> shop.saved.size()).sum();
    }

    Optional<RuleSaved> rule(String tenant, String id) {
        return lastWord(tenant, id).filter(RuleSaved.class::isInstance).map(RuleSaved.class::cast);
    }

    /// Also of a rule that was removed.
    Optional<RuleEvent> lastWord(String tenant, String id) {
        var shop = shops.get(tenant);
        return shop == null ? Optional.empty() : Optional.ofNullable(shop.lastWords.get(id));
    }

    /// Completes when the event has been read back: with whether it took effect, or lost to another one.
    CompletableFuture<Boolean> expect(String eventId) {
        var read = new CompletableFuture<Boolean>();
        awaited.put(eventId, read);
        return read;
    }

    void expectNoLonger(String eventId) {
        awaited.remove(eventId);
    }

    void apply(RuleEvent event) {
        var shop = shops.computeIfAbsent(event.tenant(), name -> new Shop());
        boolean newer;
        synchronized (shop) {
            var known = shop.lastWords.get(event.rule());
            newer = known == null || event.version() > known.version();
            if (newer) {
                shop.lastWords.put(event.rule(), event);
                list(shop);
            }
        }
        var waiting = awaited.get(event.eventId());
        if (waiting != null) {
            waiting.complete(newer);
        }
    }

    /// A tombstone: nothing is known of the rule any more.
    void forget(String tenant, String id) {
        var shop = shops.get(tenant);
        if (shop != null) {
            synchronized (shop) {
                shop.lastWords.remove(id);
                list(shop);
            }
        }
    }

    private static void list(Shop shop) {
        var saved = new ArrayList<RuleSaved>();
        for (var word : shop.lastWords.values()) {
            switch (word) {
                case RuleSaved rule -> saved.add(rule);
                case RuleRemoved removed -> {}
            }
        }
        saved.sort(FIRST_CHOICE_FIRST);
        shop.saved = List.copyOf(saved);
    }

    private static int priority(RuleSaved rule) {
        var priority = rule.priority();
        return priority == null ? 0 : priority;
    }
}
