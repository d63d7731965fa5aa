package io.recloop.alert.silences;

import io.recloop.alert.AlertTables;
import io.recloop.alert.labels.MatcherParser;
import io.recloop.alert.silences.Silence.Author;
import io.recloop.alert.silences.Silence.Span;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

public final class TestSilences {
    private TestSilences() {}

    /// From now on.
    public static UUID silence(Clock clock, String tenant, String matchers, Duration length) {
        var span = new Span(clock.instant(), clock.instant().plus(length));
        var draft = new SilenceDraft(
                List.copyOf(MatcherParser.parseAll(matchers)), span, new Author("lan", "a new disk is on its way"));
        return new Silences(AlertTables.bean(SilenceRepository.class), clock)
                .set(tenant, Optional.empty(), draft)
                .orElseThrow()
                .id();
    }

    public static void expire(Clock clock, String tenant, UUID id) {
        new Silences(AlertTables.bean(SilenceRepository.class), clock).expire(tenant, id);
    }
}
