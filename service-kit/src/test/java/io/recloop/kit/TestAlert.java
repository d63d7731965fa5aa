package io.recloop.kit;

import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// An event to send and to receive.
public final class TestAlert {
    private TestAlert() {}

    public static AlertRaised saying(String summary) {
        var labels = Map.of("door", "front");
        return new AlertRaised(
                UUID.randomUUID().toString(),
                "default",
                Instant.now(),
                Fingerprint.of("default", "rule", labels),
                "rule",
                Severity.WARNING,
                "test",
                summary,
                labels,
                Map.of());
    }
}
