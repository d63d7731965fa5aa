package io.recloop.local.importing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Reads the times that files hold: seconds, milliseconds or microseconds since 1970, ISO 8601, `2026-01-31
/// 12:00:00`, a date.
///
/// Times without a zone are UTC.
final class Times {

    /// Consumers refuse what is older than this or further ahead than a day; so does the import, with the row in
    /// hand.
    static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    static final Duration AHEAD = Duration.ofDays(1);

    // In seconds these are the years 5138 and 5,070,000: nobody means them.
    private static final BigDecimal MILLIS_FROM = new BigDecimal("1e11");
    private static final BigDecimal MICROS_FROM = new BigDecimal("1e14");

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter();

    private Times() {}

    /// @throws Refusal when it is no time, or not a plausible one
    static Instant parse(String text, Instant now) throws Refusal {
        var time = number(text).or(() -> written(text)).orElseThrow(() -> new Refusal("the time cannot be read"));
        if (time.isBefore(EARLIEST)) {
            throw new Refusal("the time is before 1990");
        }
        if (time.isAfter(now.plus(AHEAD))) {
            throw new Refusal("the time lies in the future");
        }
        return time;
    }

    private static Optional<Instant> number(String text) {
        char first = text.charAt(0);
        if (text.indexOf('-', 1) > 0 || !(Character.isDigit(first) || first == '-' || first == '.')) {
            return Optional.empty();
        }
        try {
            var number = new BigDecimal(text);
            if (number.abs().compareTo(MICROS_FROM) >= 0) {
                number = number.movePointLeft(6);
            } else if (number.abs().compareTo(MILLIS_FROM) >= 0) {
                number = number.movePointLeft(3);
            }
            long seconds = number.longValue();
            long nanos = number.subtract(BigDecimal.valueOf(seconds))
                    .movePointRight(9)
                    .longValue();
            return Optional.of(Instant.ofEpochSecond(seconds, nanos));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> written(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return local(text);
        }
    }

    private static Optional<Instant> local(String text) {
        try {
            if (text.length() == 10) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            var parser = text.indexOf(' ') > 0 ? LOCAL : DateTimeFormatter.ISO_LOCAL_DATE_TIME;
            return Optional.of(LocalDateTime.parse(text, parser).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
