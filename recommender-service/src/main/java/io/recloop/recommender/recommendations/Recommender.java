package io.recloop.recommender.recommendations;

import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.ShownItem;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.candidates.CandidateGenerator;
import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.feedback.RecommendationLog;
import io.recloop.recommender.history.History;
import io.recloop.recommender.lists.RerankingStage;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.protection.Effort;
import io.recloop.recommender.protection.EffortSelector;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.ranking.UserVector;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.topics.EventIds;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers a question and records the answer.
@Singleton
public final class Recommender {
    private final Models models;
    private final History history;
    private final RerankingStage lists;
    private final RecommendationLog log;
    private final ServingMetrics metrics;
    private final EffortSelector efforts;
    private final RecentQueries recent;
    private final ShadowTraffic shadow;
    private final Clock clock;

    Recommender(
            Models models,
            History history,
            RerankingStage lists,
            RecommendationLog log,
            ServingMetrics metrics,
            EffortSelector efforts,
            RecentQueries recent,
            ShadowTraffic shadow,
            Clock clock) {
        this.models = models;
        this.history = history;
        this.lists = lists;
        this.log = log;
        this.metrics = metrics;
        this.efforts = efforts;
        this.recent = recent;
        this.shadow = shadow;
        this.clock = clock;
    }

    Recommendations answer(RecommendationQuery query) {
        long begin = System.nanoTime();
        var effort = efforts.choose();
        var requestId = EventIds.next();
        // The one read: a swap that happens from here on does not concern this request.
        try (var lease = models.lease(query.tenant())) {
            return answer(requestId, query, lease.serving(), effort, begin);
        }
    }

    private Recommendations answer(
            String requestId, RecommendationQuery query, ServingState serving, Effort effort, long begin) {
        try {
            var answer =
                    switch (serving) {
                        case ServingState.Ready(var model) -> {
                            recent.remember(query);
                            yield fromModel(requestId, query, model, effort);
                        }
                        case ServingState.Evicted evicted -> fromTopics(requestId, query, evicted);
                        case ServingState.NoModelYet none -> fromTopics(requestId, query, none);
                    };
            long took = System.nanoTime() - begin;
            efforts.took(effort, took);
            recordAnswer(answer, took);
            if (effort == Effort.FULL) {
                // Otherwise there is no time for a trial, and nothing to compare it with.
                shadow.offer(this, query, answer, took);
            }
            return answer;
        } catch (RuntimeException e) {
            recordFailure(requestId, query, serving, System.nanoTime() - begin);
            throw e;
        }
    }

    /// How much is to be done for the request of this thread.
    Effort effort() {
        return efforts.choose();
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

    void recordAnswer(Recommendations answer, long tookNanos) {
        metrics.answered(answer.strategy(), tookNanos);
        if (answer.strategy() != Strategy.SHED || efforts.recordsShed()) {
            log.record(() -> served(answer, tookNanos));
        }
    }

    void recordFailure(String requestId, RecommendationQuery query, ServingState serving, long tookNanos) {
        metrics.failed();
        log.record(() -> failed(requestId, query, serving, tookNanos));
    }

    private RecommendationsServed served(Recommendations answer, long tookNanos) {
        return new RecommendationsServed(
                answer.requestId(),
                answer.tenant(),
                answer.servedAt(),
                answer.requestId(),
                answer.user(),
                answer.modelId(),
                answer.strategy(),
                shown(answer.items()),
                tookNanos / 1_000);
    }

    private static List<ShownItem> shown(List<RecommendedItem> lines) {
        var shown = new ArrayList<ShownItem>(lines.size());
        for (var line : lines) {
            shown.add(new ShownItem(
                    line.item(),
                    line.position(),
                    line.score(),
                    line.source(),
                    line.rules() == null ? List.of() : line.rules()));
        }
        return shown;
    }

    private RecommendationFailed failed(
            String requestId, RecommendationQuery query, ServingState serving, long tookNanos) {
        @Nullable String modelId = serving instanceof ServingState.Ready(var model) ? model.modelId() : null;
        return new RecommendationFailed(
                requestId,
                query.tenant(),
                clock.instant(),
                requestId,
                query.user(),
                modelId,
                500,
                "/problems/internal",
                tookNanos / 1_000);
    }
}
