package io.recloop.learning.tuning;

import io.recloop.learning.tuning.SearchResult.Ended;

/// Ends a search from within.
final class LimitReachedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Ended ended;

    LimitReachedException(Ended ended) {
        super(ended.toString(), null, false, false);
        this.ended = ended;
    }

    Ended ended() {
        return ended;
    }
}
