package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonValue;

/// How a run ended.
public enum RunStatus {
    SUCCEEDED("succeeded"),
    /// It did its work and its own judgement said no: a gate refused the model, or there was nothing to do.
    REFUSED("refused"),
    /// It could not do its work.
    FAILED("failed");

    private final String code;

    RunStatus(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }
}
