package io.recloop.alert.delivery;

import org.jspecify.annotations.Nullable;

/// What became of a message that was sent to try a channel.
///
/// @param outcome `delivered`, `retry`, `refused` or `unknown` (perhaps delivered)
/// @param error   why it was not delivered
public record TestResult(
        String channel,
        String outcome,
        @Nullable Integer httpStatus,
        @Nullable String error,
        long durationMillis) {
    public boolean isDelivered() {
        return outcome.equals("delivered");
    }
}
