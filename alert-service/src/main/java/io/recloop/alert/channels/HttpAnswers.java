package io.recloop.alert.channels;

import io.recloop.alert.http.BoundedHttp;
import io.recloop.alert.http.BoundedHttp.Request;
import io.recloop.alert.http.HttpOutcome;
import io.recloop.alert.http.HttpOutcome.Answered;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.AttemptResult.Unknown;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/// What the end of an HTTP exchange means for a notification. Thread-safe.
record HttpAnswers(BoundedHttp http, Clock clock) {

    AttemptResult send(Request request, Duration timeout) {
        return send(request, timeout, this::byStatus);
    }

    /// @param meaning of an answer
    AttemptResult send(Request request, Duration timeout, Function<Answered, AttemptResult> meaning) {
        return switch (http.exchange(request, timeout)) {
            case Answered answered -> meaning.apply(answered);
            case HttpOutcome.NotSent(String why) -> new Retry(null, why, Optional.empty());
            case HttpOutcome.Forbidden(String why) -> new Refused(null, why);
            case HttpOutcome.Unanswered(String why) -> new Unknown(why);
        };
    }

    AttemptResult byStatus(Answered answered) {
        int status = answered.status();
        if (status >= 200 && status < 300) {
            return new Delivered(status);
        }
        boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
        return passing
                ? new Retry(status, "HTTP " + status, retryAfter(answered))
                : new Refused(status, "HTTP " + status);
    }

    /// Seconds or an HTTP date (RFC 9110 §10.2.3); what is neither is as good as none.
    Optional<Duration> retryAfter(Answered answered) {
        return answered.header("retry-after")
                .flatMap(value -> {
                    try {
                        return Optional.of(Duration.ofSeconds(Long.parseLong(value.strip())));
                    } catch (NumberFormatException notSeconds) {
                        return untilDate(value);
                    }
                })
                .filter(pause -> !pause.isNegative());
    }

    private Optional<Duration> untilDate(String value) {
        try {
            var at = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), at));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
