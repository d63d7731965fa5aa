package io.recloop.recommender.lists;

import io.recloop.contracts.events.Segment;
import io.recloop.contracts.events.Strategy;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.candidates.CandidateGenerator;
import io.recloop.recommender.candidates.CandidateGenerator.CandidateList;
import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.lists.RerankingPlanner.Plan;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.ScoredItem;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.ranking.UserVector;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.rules.RuleSet;
import io.recloop.recommender.rules.Rules;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of an answer in the order that rules, weights, diversity and exploration give them. Where none of these
/// is at work, they are the model's own, and nothing is done for it.
@Singleton
public final class RerankingStage {
    private final CandidateGenerator making;
    private final ListReranker reranker;
    private final Rules rules;
    private final RerankingPlanner plans;
    private final Catalog catalog;

    RerankingStage(
            CandidateGenerator making, ListReranker reranker, Rules rules, RerankingPlanner plans, Catalog catalog) {
        this.making = making;
        this.reranker = reranker;
        this.rules = rules;
        this.plans = plans;
        this.catalog = catalog;
    }

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
        var arranged = reranker.rerank(
                requestId,
                new RankingContext(ruled, new RankingContext.ModelContext(model, userVector), since, plan, catalog));
        return new CandidateList(
                arranged.strategy() == null ? Strategy.POPULAR : arranged.strategy(), arranged.lines());
    }

    /// The list of a plain plan, from the best items of many users' in one pass.
    ///
    /// @param excluded of which no line may be; the caller's own, changed here
    public CandidateList fromBest(
            RecommendationQuery query,
            ServingModel model,
            UserVector userVector,
            List<Interaction> since,
            ItemSet excluded,
            List<ScoredItem> best) {
        return making.fromBest(query, model, userVector, since, excluded, best);
    }

    public List<RecommendedItem> withoutModel(String requestId, RecommendationQuery query, List<Interaction> since) {
        var segment = segment(since);
        var plan = plans.of(query, segment, rules.withoutModel(query.tenant(), segment));
        var ruled = query.under(plan.rules());
        return plan.isPlain() && !query.explain()
                ? making.withoutModel(ruled, since)
                : reranker.rerank(requestId, new RankingContext(ruled, null, since, plan, catalog))
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
        return reranker.rerank("preview", new RankingContext(query.under(set), known, since, plan, catalog));
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
}
