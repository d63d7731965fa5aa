package io.recloop.alert.webhooks;

import io.recloop.kit.http.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Times as senders of webhooks write them.
final class WebhookTimes {
    /// What is larger cannot be seconds: they would be those of the year 5138.
    private static final long MOST_SECONDS = 100_000_000_000L;

    private WebhookTimes() {}

    /// @return empty for Go's zero time, which means that there is none
    /// @throws ProblemException 400, when it is no time
    static Optional<OffsetDateTime> read(String text) {
        try {
            var time = text.chars().allMatch(Character::isDigit) && !text.isEmpty()
                    ? ofNumber(Long.parseLong(text))
                    : OffsetDateTime.parse(text);
            return Optional.of(time).filter(given -> given.getYear() > 1);
        } catch (DateTimeException | NumberFormatException e) {
            throw ProblemException.invalid(
                    "a time must be ISO 8601 with an offset, or seconds or milliseconds since 1970");
        }
    }

    private static OffsetDateTime ofNumber(long number) {
        var instant = number < MOST_SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        var time = instant.atOffset(ZoneOffset.UTC);
        if (time.getYear() > 9_999) {
            throw new DateTimeException("too far");
        }
        return time;
    }
}
