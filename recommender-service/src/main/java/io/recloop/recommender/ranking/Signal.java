package io.recloop.recommender.ranking;

/// What an interaction says about what a user likes. Of several about one item the latest that says anything
/// decides.
public enum Signal {
    POSITIVE,
    NEGATIVE,
    /// The user has seen the item; that is all.
    NEUTRAL
}
