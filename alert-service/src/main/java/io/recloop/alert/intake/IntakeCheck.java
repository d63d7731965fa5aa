package io.recloop.alert.intake;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while alerts cannot take effect.
@Readiness
@Singleton
final class IntakeCheck implements HealthCheck {
    private final IntakeService intake;

    IntakeCheck(IntakeService intake) {
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("alerts intake");
        var trouble = intake.trouble();
        if (trouble.isEmpty()) {
            return response.up().build();
        }
        return response.down()
                .withData("since", trouble.get().since().toString())
                .withData("why", trouble.get().why())
                .build();
    }
}
