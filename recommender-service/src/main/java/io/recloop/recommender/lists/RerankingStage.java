package io.recloop.recommender.lists;

import io.recloop.contracts.events.RuleAction;
import io.recloop.contracts.events.Segment;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.candidates.CandidateGenerator;
import io.recloop.recommender.candidates.CandidateGenerator.CandidateList;
import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.lists.RerankingPlanner.Plan;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.ItemVectors;
import io.recloop.recommender.ranking.ScoredItem;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.ranking.UserVector;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.reranking.Candidate;
import io.recloop.recommender.reranking.Cap;
import io.recloop.recommender.reranking.Reranker;
import io.recloop.recommender.reranking.Reranker.RerankedList;
import io.recloop.recommender.reranking.Reranker.Similarity;
import io.recloop.recommender.reranking.RerankingConfig;
import io.recloop.recommender.rules.RuleSet;
import io.recloop.recommender.rules.Rules;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The lines of an answer in the order that rules, weights, diversity and exploration give them. Where none of these
/// is at work, they are the model's own, and nothing is done for it.
@Singleton
public final class RerankingStage {
    /// Of these at most is a list made whose caps leave out nearly everything.
    private static final int MOST_CANDIDATES = 20_000;

    private static final int WIDER = 5;

    private final CandidateGenerator making;
    private final Rules rules;
    private final RerankingPlanner plans;
    private final NewItems newItems;
    private final Catalog catalog;
    private final RerankingConfig config;

    RerankingStage(
            CandidateGenerator making,
            Rules rules,
            RerankingPlanner plans,
            NewItems newItems,
            Catalog catalog,
            RerankingConfig config) {
        this.making = making;
        this.rules = rules;
        this.plans = plans;
        this.newItems = newItems;
        this.catalog = catalog;
        this.config = config;
    }

    /// A list, and what did not come into it.
    ///
    /// @param strategy null without a model
    /// @param capped   item to the rules whose caps kept it out
    public record RankedList(
            @Nullable Strategy strategy, List<RecommendedItem> lines, Map<String, List<String>> capped) {}

    /// What is to be done to the list of a user.
    public Plan plan(RecommendationQuery query, ServingModel model, UserVector userVector) {
        var segment = plans.segment(userVector.history().likes());
        return plans.of(query, segment, rules.of(query.tenant(), model.ranking(), model.catalog(), segment));
    }

    public CandidateList withModel(
            String requestId,
            RecommendationQuery query,
            ServingModel model,
            UserVector userVector,
            List<Interaction> since) {
        return withModel(requestId, query, model, userVector, since, plan(query, model, userVector));
    }

    public CandidateList withModel(
            String requestId,
            RecommendationQuery query,
            ServingModel model,
            UserVector userVector,
            List<Interaction> since,
            Plan plan) {
        var ruled = query.under(plan.rules());
        if (plan.isPlain() && !query.explain()) {
            return making.withModel(ruled, model, userVector, since);
        }
        var arranged = arranged(
                requestId,
                new RankingContext(ruled, new RankingContext.ModelContext(model, userVector), since, plan, catalog));
        return new CandidateList(
                arranged.strategy() == null ? Strategy.POPULAR : arranged.strategy(), arranged.lines());
    }

    public List<RecommendedItem> withoutModel(String requestId, RecommendationQuery query, List<Interaction> since) {
        var segment = segment(since);
        var plan = plans.of(query, segment, rules.withoutModel(query.tenant(), segment));
        var ruled = query.under(plan.rules());
        return plan.isPlain() && !query.explain()
                ? making.withoutModel(ruled, since)
                : arranged(requestId, new RankingContext(ruled, null, since, plan, catalog))
                        .lines();
    }

    /// As these rules would have it.
    ///
    /// @param known null while there is no model
    public RankedList with(
            RuleSet set,
            RecommendationQuery query,
            RankingContext.@Nullable ModelContext known,
            List<Interaction> since) {
        var plan = plans.of(query, segment(known, since), set);
        return arranged("preview", new RankingContext(query.under(set), known, since, plan, catalog));
    }

    public Segment segment(RankingContext.@Nullable ModelContext known, List<Interaction> since) {
        return known == null
                ? segment(since)
                : plans.segment(known.userVector().history().likes());
    }

    private Segment segment(List<Interaction> since) {
        return plans.segment((int) since.stream()
                .filter(interaction -> interaction.signal() == Signal.POSITIVE)
                .map(Interaction::item)
                .distinct()
                .count());
    }

    private RankedList arranged(String requestId, RankingContext asked) {
        var caps = caps(asked);
        boolean capped = !caps.isEmpty() || asked.plan().diversity().maxPerCategory() > 0;
        int limit = asked.query().limit();
        for (int wanted = limit * Math.max(1, config.candidates()); ; wanted *= WIDER) {
            var listed = listed(asked, wanted);
            var lines = listed.lines();
            var candidates = new CandidatePool(asked, lines, config.qualityAttribute());
            var arranging = new Reranker(limit, asked.plan().diversity(), similarity(asked), caps);
            pin(asked, candidates, arranging);
            explore(requestId, asked, candidates, arranging);
            var arranged = arranging.arrange(candidates.all());
            boolean allOfThem = lines.size() < wanted || wanted >= MOST_CANDIDATES;
            if (!capped || arranged.list().size() >= limit || allOfThem) {
                return new RankedList(listed.strategy(), written(asked, candidates, arranged), arranged.capped());
            }
        }
    }

    private RankedList listed(RankingContext asked, int count) {
        var query = asked.query().ofCandidates(count);
        var known = asked.known();
        if (known == null) {
            return new RankedList(null, making.withoutModel(query, asked.since()), Map.of());
        }
        var listed = making.withModel(query, known.model(), known.userVector(), asked.since());
        return new RankedList(listed.strategy(), listed.lines(), Map.of());
    }

    private static List<Cap> caps(RankingContext asked) {
        var caps = new ArrayList<Cap>();
        for (var cap : asked.plan().rules().caps()) {
            var by = cap.by() == RuleAction.Group.BRAND ? Cap.Group.BRAND : Cap.Group.CATEGORY;
            caps.add(new Cap(
                    cap.rule(),
                    by,
                    cap.most(),
                    candidate -> cap.isAbout(
                            candidate.row(), candidate.item(), asked.catalogItem(candidate.row(), candidate.item()))));
        }
        return caps;
    }

    private static Similarity similarity(RankingContext asked) {
        var known = asked.known();
        var diversity = asked.plan().diversity();
        if (known == null || !diversity.isByLikeness()) {
            return Similarity.UNKNOWN;
        }
        return known.model()
                .ranking()
                .vectors(diversity.by())
                .map((ItemVectors vectors) -> (Similarity) vectors::cosine)
                .orElse(Similarity.UNKNOWN);
    }

    private static void pin(RankingContext asked, CandidatePool candidates, Reranker arranging) {
        for (var pin : asked.plan().rules().pins()) {
            int position = pin.position();
            for (var item : pin.items()) {
                int row = asked.row(item);
                if (asked.admits(row, item)
                        && arranging.pin(position, candidates.chosen(item, row, RecommendedItem.PINNED, pin.rule()))) {
                    position++;
                }
            }
        }
    }

    /// One new item is as good as another: nobody has clicked on them yet, so that a posterior of their appeal would
    /// be its prior.
    private void explore(String requestId, RankingContext asked, CandidatePool candidates, Reranker arranging) {
        var exploration = asked.plan().exploration();
        if (exploration.isOff()) {
            return;
        }
        var random = new SplittableRandom(requestId.hashCode());
        var slots = exploration.slots(asked.query().limit(), random);
        if (slots.isEmpty()) {
            return;
        }
        var open = new ArrayList<>(newItems.items(asked.query().tenant()));
        open.removeIf(item -> !isUnknownToUsers(asked, item));
        for (int slot : slots) {
            if (open.isEmpty()) {
                return;
            }
            var item = open.remove(random.nextInt(open.size()));
            arranging.pin(slot, candidates.chosen(item, asked.row(item), RecommendedItem.EXPLORATION, null));
        }
    }

    private boolean isUnknownToUsers(RankingContext asked, String item) {
        int row = asked.row(item);
        var known = asked.known();
        return asked.admits(row, item)
                && (known == null
                        || row < 0
                        || known.model().ranking().popularity(row)
                                <= config.exploration().mostPositives());
    }

    private List<RecommendedItem> written(RankingContext asked, CandidatePool candidates, RerankedList arranged) {
        var lines = new ArrayList<RecommendedItem>(arranged.list().size());
        for (var candidate : arranged.list()) {
            lines.add(line(asked, candidate, lines.size() + 1)
                    .with(asked.query().explain() ? candidates.signals(candidate) : null, candidate.rules()));
        }
        return lines;
    }

    private RecommendedItem line(RankingContext asked, Candidate candidate, int position) {
        var known = asked.known();
        if (known == null || candidate.row() < 0) {
            var item = asked.catalogItem(candidate.row(), candidate.item());
            return new RecommendedItem(
                    candidate.item(),
                    CandidateGenerator.nameOf(item),
                    position,
                    candidate.score(),
                    candidate.source(),
                    null,
                    null);
        }
        boolean explained = asked.query().explain() && candidate.source().equals(RecommendedItem.COLLABORATIVE);
        return making.line(
                known.model(),
                new ScoredItem(candidate.row(), candidate.score()),
                position,
                candidate.source(),
                explained ? known.userVector() : null);
    }
}
