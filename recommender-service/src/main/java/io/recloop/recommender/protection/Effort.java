package io.recloop.recommender.protection;

import org.jspecify.annotations.Nullable;

/// How much may be done for an answer.
public enum Effort {
    FULL("full", null),
    /// The trained factors, without solving for what the user did since.
    WITHOUT_FOLD_IN("without-fold-in", "time-budget"),
    /// What is popular, because there is no time for more.
    MINIMAL("in-haste", "time-budget"),
    /// What is popular, because the service is too busy for more.
    SHED("shed", "load");

    private final String code;
    private final @Nullable String degraded;

    Effort(String code, @Nullable String degraded) {
        this.code = code;
        this.degraded = degraded;
    }

    String code() {
        return code;
    }

    /// Why it is less than everything: `time-budget` or `load`; null for [#FULL].
    public @Nullable String degraded() {
        return degraded;
    }
}
