package io.recloop.recommender.recommendations;

import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.ShownItem;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.feedback.RecommendationLog;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.protection.EffortSelector;
import io.recloop.recommender.requests.RecommendationQuery;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is kept of questions and their answers: the topic `recommendations`, the metrics, and the latest questions.
@Singleton
final class AnswerRecorder {
    private final RecommendationLog log;
    private final ServingMetrics metrics;
    private final EffortSelector efforts;
    private final RecentQueries recent;
    private final Clock clock;

    AnswerRecorder(
            RecommendationLog log, ServingMetrics metrics, EffortSelector efforts, RecentQueries recent, Clock clock) {
        this.log = log;
        this.metrics = metrics;
        this.efforts = efforts;
        this.recent = recent;
        this.clock = clock;
    }

    /// What is asked of a model is asked of the next one before it serves.
    void remember(RecommendationQuery query) {
        recent.remember(query);
    }

    /// The answer was made.
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
