package io.recloop.training.api;

import io.recloop.contracts.Topic;
import io.recloop.training.interactions.LakeIngest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while the lake cannot be filled; the broker's absence shows in the checks of the channels.
@Readiness
@Singleton
final class IngestReadiness implements HealthCheck {
    private final LakeIngest ingest;

    @Inject
    IngestReadiness(LakeIngest ingest) {
        this.ingest = ingest;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("lake").up();
        for (var topic : List.of(Topic.INTERACTIONS, Topic.ITEMS)) {
            var health = ingest.health(topic);
            answer.withData(topic.topicName(), health.condition() + ": " + health.message());
            if (health.condition().equals("FAILING") || health.condition().equals("STARTING")) {
                answer.down();
            }
        }
        return answer.build();
    }
}
