package io.recloop.learning.dataset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is held out: the candidate has not seen it and is judged on it. See [Split]. It follows from the data alone;
/// whether a stored model has seen it is asked of that model, when the slice is used.
///
/// @param begins      when the oldest of it happened, in whole microseconds; absent where nothing is held out
/// @param explanation one sentence for a person: what it is
public record Slice(@Nullable Instant begins, String explanation) {

    /// Whether a model was fitted to some of it. Exact: both times are of events in the lake.
    ///
    /// @param dataThrough time of the newest interaction that the model was fitted to
    public boolean seenBy(Instant dataThrough) {
        return begins != null && !begins.isAfter(dataThrough);
    }
}
