package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonValue;

/// What a comparison of now with the training data says. Missing data is never STABLE.
public enum DriftVerdict {
    STABLE("stable"),
    /// An effect is there, but not yet proven or not yet lasting.
    WATCH("watch"),
    /// Large enough, proven at the stated false-alarm budget, and lasting.
    DRIFT("drift"),
    /// Too little to say.
    INSUFFICIENT_DATA("insufficient-data"),
    /// The statistic does not exist for these data, for example without a baseline.
    UNDEFINED("undefined");

    private final String code;

    DriftVerdict(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }
}
