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
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.serving.Recommendations.Line;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Answers a question and records the answer.
@Singleton
final class Recommender {
    private final Models models;
    private final History history;
    private final ListMaking lists;
    private final RecommendationLog log;
    private final ServingMetrics metrics;
    private final Clock clock;

    Recommender(
            Models models,
            History history,
            ListMaking lists,
            RecommendationLog log,
            ServingMetrics metrics,
            Clock clock) {
        this.models = models;
        this.history = history;
        this.lists = lists;
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
    }

    Recommendations answer(Query query) {
        long begin = System.nanoTime();
        var requestId = UUID.randomUUID().toString();
        // The one read: a swap that happens from here on does not concern this request.
        try (var lease = models.lease(query.tenant())) {
            return answer(requestId, query, lease.serving(), begin);
        }
    }

    private Recommendations answer(String requestId, Query query, Serving serving, long begin) {
        try {
            var answer =
                    switch (serving) {
                        case Serving.Ready(var model) -> fromModel(requestId, query, model);
                        case Serving.Evicted evicted ->
                            fromTopics(requestId, query, Strategy.MODEL_LOADING, Recommendations.MODEL_LOADING);
                        case Serving.NoModelYet() ->
                            fromTopics(requestId, query, Strategy.NO_MODEL, Recommendations.NO_MODEL_YET);
                    };
            long took = System.nanoTime() - begin;
            metrics.answered(answer.strategy(), took);
            log.record(served(answer, took));
            return answer;
        } catch (RuntimeException e) {
            long took = System.nanoTime() - begin;
            metrics.failed();
            log.record(failed(requestId, query, serving, took));
            throw e;
        }
    }

    private Recommendations fromModel(String requestId, Query query, ServingModel model) {
        var since = since(query, model.offsets());
        var taste = model.ranking().taste(query.user(), since);
        var strategy =
                switch (taste.origin()) {
                    case TRAINED -> Strategy.PERSONALIZED;
                    case FOLDED_IN -> Strategy.FOLDED_IN;
                    case UNKNOWN -> Strategy.POPULAR;
                };
        return new Recommendations(
                requestId,
                query.tenant(),
                query.user(),
                model.modelId(),
                model.generation(),
                strategy,
                Recommendations.MODEL,
                clock.instant(),
                lists.withModel(query, model, taste, since));
    }

    private Recommendations fromTopics(String requestId, Query query, Strategy strategy, String mode) {
        return new Recommendations(
                requestId,
                query.tenant(),
                query.user(),
                null,
                null,
                strategy,
                mode,
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
