package io.recloop.recommender.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.Watch;
import io.recloop.recommender.topics.UnhurriedSender;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class RecommendationLogTest {
    @Inject
    UnhurriedSender sender;

    @Inject
    FeedbackConfig config;

    @Test
    void recordsTheAnswersAfterOneWhoseRecordEndsWithAnError() {
        var metrics = new SimpleMeterRegistry();
        var log = new RecommendationLog(sender, config, metrics);
        log.start(new StartupEvent());
        try (var recommendations = new Watch(Topic.RECOMMENDATIONS)) {
            log.record(() -> {
                throw new StackOverflowError();
            });
            var id = UUID.randomUUID().toString();
            log.record(() ->
                    new RecommendationFailed(id, "shop", Instant.now(), id, "u1", null, 500, "/problems/internal", 1));

            recommendations.await(
                    RecommendationFailed.class, event -> event.eventId().equals(id));
            await().until(() -> outcomes(metrics, "written") == 1);
            assertThat(outcomes(metrics, "dropped")).isEqualTo(1);
        } finally {
            log.stop(new ShutdownEvent());
        }
    }

    private static double outcomes(SimpleMeterRegistry metrics, String outcome) {
        return metrics.get("recloop.recommendations.recorded")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
