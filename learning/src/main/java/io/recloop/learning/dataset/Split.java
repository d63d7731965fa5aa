package io.recloop.learning.dataset;

/// How the interactions that a candidate is judged on are chosen.
public enum Split {
    /// The last item that each user came to and liked, where enough is left beside it.
    LAST,
    /// All that users, trainable by then, came to and liked after one moment.
    TIME
}
