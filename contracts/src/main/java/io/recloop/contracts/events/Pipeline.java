package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonValue;

/// What can be run; each has one service that executes it.
public enum Pipeline {
    /// Executed by training-service.
    MODEL_TRAINING("model-training"),
    /// Executed by monitor-service.
    DRIFT_DETECTION("drift-detection");

    private final String code;

    Pipeline(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }
}
