package io.recloop.recommender.serving;

import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.ShownItem;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.feedback.RecommendationLog;
import io.recloop.recommender.history.History;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.Serving;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.protection.Effort;
import io.recloop.recommender.protection.EffortChoice;
import io.recloop.recommender.ranking.Taste;
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.serving.Recommendations.Line;
import io.recloop.recommender.topics.EventIds;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers a question and records the answer.
@Singleton
final class Recommender {
    private final Models models;
    private final History history;
    private final ListMaking lists;
    private final RecommendationLog log;
    private final ServingMetrics metrics;
    private final EffortChoice efforts;
    private final Clock clock;

    Recommender(
            Models models,
            History history,
            ListMaking lists,
            RecommendationLog log,
            ServingMetrics metrics,
            EffortChoice efforts,
            Clock clock) {
        this.models = models;
        this.history = history;
        this.lists = lists;
        this.log = log;
        this.metrics = metrics;
        this.efforts = efforts;
        this.clock = clock;
    }

    Recommendations answer(Query query) {
        long begin = System.nanoTime();
        var effort = efforts.choose();
        var requestId = EventIds.next();
        // The one read: a swap that happens from here on does not concern this request.
        var serving = models.current(query.tenant());
        try {
            var answer =
                    switch (serving) {
                        case Serving.Ready(var model) -> fromModel(requestId, query, model, effort);
                        case Serving.NoModelYet() -> fromTopics(requestId, query);
                    };
            long took = System.nanoTime() - begin;
            metrics.answered(answer.strategy(), took);
            efforts.took(effort, took);
            log.record(() -> served(answer, took));
            return answer;
        } catch (RuntimeException e) {
            long took = System.nanoTime() - begin;
            metrics.failed();
            log.record(() -> failed(requestId, query, serving, took));
            throw e;
        }
    }

    private Recommendations fromModel(String requestId, Query query, ServingModel model, Effort effort) {
        var since = since(query, model.offsets());
        var taste =
                switch (effort) {
                    case FULL -> model.ranking().taste(query.user(), since);
                    case WITHOUT_FOLD_IN -> model.ranking().taste(query.user(), List.of());
                    case IN_HASTE, SHED -> model.ranking().taste(null, List.of());
                };
        // A taste that does not know what the user did since does not leave it out either.
        var asked = effort == Effort.FULL || !query.excludeSeen() ? query : query.without(since);
        return new Recommendations(
                requestId,
                query.tenant(),
                query.user(),
                model.modelId(),
                model.generation(),
                effort == Effort.SHED ? Strategy.SHED : strategyOf(taste),
                Recommendations.MODEL,
                effort.degraded(),
                clock.instant(),
                lists.withModel(asked, model, taste, since));
    }

    private static Strategy strategyOf(Taste taste) {
        return switch (taste.origin()) {
            case TRAINED -> Strategy.PERSONALIZED;
            case FOLDED_IN -> Strategy.FOLDED_IN;
            case UNKNOWN -> Strategy.POPULAR;
        };
    }

    private Recommendations fromTopics(String requestId, Query query) {
        return new Recommendations(
                requestId,
                query.tenant(),
                query.user(),
                null,
                null,
                Strategy.NO_MODEL,
                Recommendations.NO_MODEL_YET,
                null,
                clock.instant(),
                lists.withoutModel(query, since(query, Map.of())));
    }

    private List<Touch> since(Query query, Map<Integer, Long> offsets) {
        List<Touch> done = query.user() == null ? List.of() : history.since(query.tenant(), query.user(), offsets);
        if (query.basket().isEmpty()) {
            return done;
        }
        var both = new ArrayList<Touch>(done);
        both.addAll(query.basket());
        return both;
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
                answer.items().stream()
                        .map((Line line) -> new ShownItem(line.item(), line.position(), line.score(), line.source()))
                        .toList(),
                tookNanos / 1_000);
    }

    private RecommendationFailed failed(String requestId, Query query, Serving serving, long tookNanos) {
        @Nullable String modelId = serving instanceof Serving.Ready(var model) ? model.modelId() : null;
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
