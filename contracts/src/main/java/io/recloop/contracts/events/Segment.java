package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonValue;

/// Users by how much is known of what they like. Where one segment ends, the recommender's settings say.
public enum Segment {
    /// Next to nothing.
    NEW("new"),
    LIGHT("light"),
    HEAVY("heavy");

    private final String code;

    Segment(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }
}
