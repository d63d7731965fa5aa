package io.recloop.training.runs.context;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What everything that a run leaves behind is marked with: when, and by which build of this service.
@Singleton
public final class Stamp {
    private final Clock clock;
    private final String codeVersion;

    @Inject
    public Stamp(Clock clock, @ConfigProperty(name = "quarkus.application.version") String codeVersion) {
        this.clock = clock;
        this.codeVersion = codeVersion;
    }

    /// To what PostgreSQL keeps.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public String codeVersion() {
        return codeVersion;
    }
}
