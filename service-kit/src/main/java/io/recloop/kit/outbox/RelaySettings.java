package io.recloop.kit.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.kit.config.ServiceName;
import io.recloop.kit.topics.Acknowledgement;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the relay is configured with.
@Singleton
final class RelaySettings {
    private final Duration kept;
    private final Acknowledgement acknowledgement;
    private final ServiceName service;
    private final MeterRegistry meters;
    private final Clock clock;

    RelaySettings(
            @ConfigProperty(name = "recloop.outbox.kept", defaultValue = "7d") Duration kept,
            Acknowledgement acknowledgement,
            ServiceName service,
            MeterRegistry meters,
            Clock clock) {
        this.kept = kept;
        this.acknowledgement = acknowledgement;
        this.service = service;
        this.meters = meters;
        this.clock = clock;
    }

    /// How long a sent event is remembered, so that it is not sent again for the same cause.
    Duration kept() {
        return kept;
    }

    Acknowledgement acknowledgement() {
        return acknowledgement;
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
