package io.recloop.alert.posted;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// An alert as it was posted, with its times made complete. Immutable.
///
/// @param source the door that it came through, as its incident names it
public record PostedAlert(
        Map<String, String> labels,
        Map<String, String> annotations,
        String generatorUrl,
        String source,
        Span span,
        Instant updatedAt) {
    /// From when to when it fires. The offsets are the sender's.
    ///
    /// @param timedOut whether the end is that of the resolve timeout, and not one that the sender gave
    public record Span(OffsetDateTime startsAt, OffsetDateTime endsAt, boolean timedOut) {
        public Instant start() {
            return startsAt.toInstant();
        }

        public Instant end() {
            return endsAt.toInstant();
        }
    }

    public PostedAlert {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /// An alert is over at its very end.
    public boolean isOver(Instant at) {
        return !span.end().isAfter(at);
    }

    /// This one with what is known of the same labels. Overlapping ranges become one: the earliest start stays, and
    /// the latest end that a sender gave; an end that has passed counts at once. Of ranges apart the newer one
    /// replaces the other. Texts are those of the newer post.
    ///
    /// Source: `Alert.Merge` of Alertmanager and the condition before its call.
    PostedAlert mergedWith(PostedAlert known, Instant now) {
        if (!beginsOrEndsWithin(known.span)) {
            return this;
        }
        var start = known.span.start().isBefore(span.start()) ? known.span.startsAt() : span.startsAt();
        boolean laterEnd = known.span.end().isAfter(span.end());
        boolean knownEnd = laterEnd && (isOver(now) ? known.isOver(now) : !known.span.timedOut());
        var end = knownEnd ? known.span.endsAt() : span.endsAt();
        return new PostedAlert(
                labels, annotations, generatorUrl, source, new Span(start, end, span.timedOut()), updatedAt);
    }

    private boolean beginsOrEndsWithin(Span known) {
        return isWithin(span.end(), known) || isWithin(span.start(), known);
    }

    private static boolean isWithin(Instant at, Span range) {
        return at.isAfter(range.start()) && at.isBefore(range.end());
    }

    boolean saysTheSameAs(PostedAlert other) {
        return annotations.equals(other.annotations) && generatorUrl.equals(other.generatorUrl);
    }
}
