package io.recloop.alert.silences;

import io.recloop.alert.labels.Matcher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A silence as it stands. Active from its start to its end, both included.
///
/// @param matchers all of them must match; in the order in which they were given
public record Silence(UUID id, List<Matcher> matchers, Span span, Instant updatedAt, Author author) {
    /// When it holds.
    public record Span(Instant startsAt, Instant endsAt) {}

    /// Who made it, and why.
    public record Author(String createdBy, String comment) {}

    public Silence {
        matchers = List.copyOf(matchers);
    }

    public SilenceState state(Instant at) {
        if (at.isBefore(span.startsAt())) {
            return SilenceState.PENDING;
        }
        return at.isAfter(span.endsAt()) ? SilenceState.EXPIRED : SilenceState.ACTIVE;
    }

    public boolean hits(Map<String, String> labels) {
        return Matcher.all(matchers, labels);
    }
}
