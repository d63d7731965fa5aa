package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonValue;

/// How bad, for people and for rules.
public enum Severity {
    INFO("info"),
    WARNING("warning"),
    ERROR("error"),
    CRITICAL("critical");

    private final String code;

    Severity(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }
}
