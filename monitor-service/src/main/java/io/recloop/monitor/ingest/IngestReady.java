package io.recloop.monitor.ingest;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

@Readiness
@Singleton
final class IngestReady implements HealthCheck {
    private final FactsReader reader;

    IngestReady(FactsReader reader) {
        this.reader = reader;
    }

    @Override
    public HealthCheckResponse call() {
        var trouble = reader.trouble();
        var response = HealthCheckResponse.named("facts").status(trouble == null);
        return trouble == null
                ? response.build()
                : response.withData("trouble", trouble).build();
    }
}
