package io.recloop.recommender.recommendations;

import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.protection.Effort;
import io.recloop.recommender.protection.EffortSelector;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.topics.EventIds;
import jakarta.inject.Singleton;

/// Answers a question with as much effort as there is time for, and records the answer.
@Singleton
final class Recommender {
    private final Models models;
    private final RecommendationMaker maker;
    private final AnswerRecorder recorder;
    private final EffortSelector efforts;
    private final ShadowTraffic shadow;

    Recommender(
            Models models,
            RecommendationMaker maker,
            AnswerRecorder recorder,
            EffortSelector efforts,
            ShadowTraffic shadow) {
        this.models = models;
        this.maker = maker;
        this.recorder = recorder;
        this.efforts = efforts;
        this.shadow = shadow;
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
                            recorder.remember(query);
                            yield maker.fromModel(requestId, query, model, effort);
                        }
                        case ServingState.Evicted evicted -> maker.fromTopics(requestId, query, evicted);
                        case ServingState.NoModelYet none -> maker.fromTopics(requestId, query, none);
                    };
            long took = System.nanoTime() - begin;
            efforts.took(effort, took);
            recorder.recordAnswer(answer, took);
            if (effort == Effort.FULL) {
                // Otherwise there is no time for a trial, and nothing to compare it with.
                shadow.offer(query, answer, took);
            }
            return answer;
        } catch (RuntimeException e) {
            recorder.recordFailure(requestId, query, serving, System.nanoTime() - begin);
            throw e;
        }
    }
}
