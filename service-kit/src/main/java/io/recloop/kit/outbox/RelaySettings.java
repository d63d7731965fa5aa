package io.recloop.kit.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.kit.config.ServiceName;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the relay is configured with.
@Singleton
final class RelaySettings {
    private final Duration kept;
    private final ServiceName service;
    private final MeterRegistry meters;
    private final Clock clock;

    RelaySettings(
            @ConfigProperty(name = "recloop.outbox.kept", defaultValue = "7d") Duration kept,
            ServiceName service,
            MeterRegistry meters,
            Clock clock) {
        this.kept = kept;
        this.service = service;
        this.meters = meters;
        this.clock = clock;
    }

    /// How long a sent event is remembered, so that it is not sent again for the same cause.
    Duration kept() {
        return kept;
    }

    ServiceName service() {
        return service;
    }

    MeterRegistry meters() {
        return meters;
    }

    Clock clock() {
        return clock;
    }
}
