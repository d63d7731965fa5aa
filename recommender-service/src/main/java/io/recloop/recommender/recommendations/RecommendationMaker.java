package io.recloop.recommender.recommendations;

import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.candidates.CandidateGenerator;
import io.recloop.recommender.history.History;
import io.recloop.recommender.lists.RerankingStage;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.protection.Effort;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.ranking.UserVector;
import io.recloop.recommender.requests.RecommendationQuery;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes the answer to a question, of a model or of the topics alone. It is recorded nowhere.
@Singleton
public final class RecommendationMaker {
    private final History history;
    private final RerankingStage lists;
    private final Clock clock;

    RecommendationMaker(History history, RerankingStage lists, Clock clock) {
        this.history = history;
        this.lists = lists;
        this.clock = clock;
    }

    public Recommendations fromModel(String requestId, RecommendationQuery query, ServingModel model, Effort effort) {
        var since = since(query, model.offsets());
        var asked = asked(query, since, effort);
        var userVector = userVector(query, model, since, effort);
        return made(
                requestId,
                query,
                model,
                effort,
                lists.withModel(requestId, asked, model, userVector, known(since, effort)));
    }

    public static UserVector userVector(
            RecommendationQuery query, ServingModel model, List<Interaction> since, Effort effort) {
        return switch (effort) {
            case FULL ->
                query.profile().isEmpty()
                        ? model.ranking().userVector(query.user(), since)
                        : model.ranking().userVectorOf(query.profile());
            case WITHOUT_FOLD_IN -> model.ranking().userVector(query.user(), List.of());
            case MINIMAL, SHED -> model.ranking().userVector(null, List.of());
        };
    }

    /// What to make a list by. A user vector that does not know what the user did since does not leave it out either.
    static RecommendationQuery asked(RecommendationQuery query, List<Interaction> since, Effort effort) {
        return effort == Effort.FULL || !query.excludeSeen() ? query : query.without(since);
    }

    /// Of what the user did, what a list is to be filled up by.
    static List<Interaction> known(List<Interaction> since, Effort effort) {
        return effort == Effort.FULL ? since : List.of();
    }

    Recommendations made(
            String requestId,
            RecommendationQuery query,
            ServingModel model,
            Effort effort,
            CandidateGenerator.CandidateList listed) {
        return new Recommendations(
                requestId,
                query.tenant(),
                query.user(),
                model.modelId(),
                model.generation(),
                effort == Effort.SHED ? Strategy.SHED : listed.strategy(),
                Recommendations.MODEL,
                effort.degraded(),
                clock.instant(),
                query.page().cut(listed.lines()),
                query.page().next(listed.lines()));
    }

    /// The answer while there is no model to make one.
    Recommendations fromTopics(String requestId, RecommendationQuery query, ServingState serving) {
        boolean evicted = serving instanceof ServingState.Evicted;
        var lines = lists.withoutModel(requestId, query, since(query, Map.of()));
        return new Recommendations(
                requestId,
                query.tenant(),
                query.user(),
                null,
                null,
                evicted ? Strategy.MODEL_LOADING : Strategy.NO_MODEL,
                evicted ? Recommendations.MODEL_LOADING : Recommendations.NO_MODEL_YET,
                null,
                clock.instant(),
                query.page().cut(lines),
                query.page().next(lines));
    }

    /// What is known of who asks, beyond what a model with these offsets was trained with, in order.
    public List<Interaction> since(RecommendationQuery query, Map<Integer, Long> offsets) {
        List<Interaction> done =
                query.user() == null ? List.of() : history.since(query.tenant(), query.user(), offsets);
        if (query.basket().isEmpty() && query.profile().isEmpty()) {
            return done;
        }
        var all = new ArrayList<Interaction>(done);
        all.addAll(query.basket());
        for (var weighted : query.profile()) {
            all.add(new Interaction(weighted.item(), weighted.weight() > 0 ? Signal.POSITIVE : Signal.NEUTRAL));
        }
        return all;
    }
}
