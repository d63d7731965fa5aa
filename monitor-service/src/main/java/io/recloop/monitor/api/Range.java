package io.recloop.monitor.api;

import io.recloop.kit.http.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// From when to when something is asked for.
public record Range(Instant from, Instant to) {
    /// @param usual how long it is where no beginning is given
    /// @throws ProblemException 400, saying why
    public static Range of(Optional<String> from, Optional<String> to, Duration usual, Instant now) {
        Instant end = to.map(Range::time).orElse(now);
        Instant start = from.map(Range::time).orElseGet(() -> end.minus(usual));
        if (!start.isBefore(end)) {
            throw ProblemException.invalid("from must be before to");
        }
        return new Range(start, end);
    }

    /// @throws ProblemException 400, where it is no duration
    public static Duration duration(String name, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(name + " is a duration such as PT1M");
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("from and to are times such as 2026-01-31T12:00:00Z");
        }
    }
}
