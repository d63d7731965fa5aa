package io.recloop.scheduler.topics;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while events cannot take effect.
@Readiness
@Singleton
final class IntakeCheck implements HealthCheck {
    private final Intakes intakes;

    IntakeCheck(Intakes intakes) {
        this.intakes = intakes;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("intake").up();
        intakes.readers().forEach((topic, reader) -> reader.trouble().ifPresent(trouble -> response.down()
                .withData(topic.topicName(), "since " + trouble.since() + ": " + trouble.why())));
        return response.build();
    }
}
