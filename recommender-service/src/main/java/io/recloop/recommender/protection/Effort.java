package io.recloop.recommender.protection;

import org.jspecify.annotations.Nullable;

/// How much may be done for an answer.
public enum Effort {
    FULL(null),
    /// The trained factors, without solving for what the user did since.
    WITHOUT_FOLD_IN("time-budget"),
    /// What is popular, because there is no time for more.
    IN_HASTE("time-budget"),
    /// What is popular, because the service is too busy for more.
    SHED("load");

    private final @Nullable String degraded;

    Effort(@Nullable String degraded) {
        this.degraded = degraded;
    }

    /// Why it is less than everything: `time-budget` or `load`; null for [#FULL].
    public @Nullable String degraded() {
        return degraded;
    }
}
