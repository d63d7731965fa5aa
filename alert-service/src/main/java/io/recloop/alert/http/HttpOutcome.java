package io.recloop.alert.http;

import java.util.Map;
import java.util.Optional;

/// How an exchange ended.
public sealed interface HttpOutcome {
    /// @param headers by lower-case name
    /// @param body    the beginning of it, as much as was asked for and came in time
    record Answered(int status, Map<String, String> headers, String body) implements HttpOutcome {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /// Nothing was sent.
    record NotSent(String why) implements HttpOutcome {}

    /// Nothing was sent, and nothing will be: the address is one that the policy refuses.
    record Forbidden(String why) implements HttpOutcome {}

    /// Sent, at least in part, and no status came.
    record Unanswered(String why) implements HttpOutcome {}
}
