package io.recloop.alert.notifications;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an attempt ended.
public sealed interface AttemptResult {
    /// The word in the table and in the metric.
    String code();

    /// @return the HTTP status, where there was one
    @Nullable
    Integer status();

    record Delivered(@Nullable Integer status) implements AttemptResult {
        @Override
        public String code() {
            return "DELIVERED";
        }
    }

    /// Not taken, and it may be taken later.
    ///
    /// @param after what the receiver asked for
    record Retry(@Nullable Integer status, String error, Optional<Duration> after) implements AttemptResult {
        @Override
        public String code() {
            return "RETRY";
        }
    }

    /// The receiver does not want it in this form.
    record Refused(@Nullable Integer status, String error) implements AttemptResult {
        @Override
        public String code() {
            return "REFUSED";
        }
    }

    /// Sent, and the answer never came: it may have arrived.
    record Unknown(String error) implements AttemptResult {
        @Override
        public String code() {
            return "UNKNOWN";
        }

        @Override
        public @Nullable Integer status() {
            return null;
        }
    }
}
