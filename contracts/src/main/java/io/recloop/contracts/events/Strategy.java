package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonValue;

/// How an answer was made.
public enum Strategy {
    /// The user's trained factors.
    PERSONALIZED("personalized", false),
    /// The user's factors solved for this request from their interactions.
    FOLDED_IN("folded-in", false),
    /// Too little was liked to solve for: items whose content resembles what was seen.
    CONTENT("content", false),
    /// Nothing is known of the user: what is liked more and more just now.
    TRENDING("trending", true),
    /// Nothing is known of the user: the most popular items of the model.
    POPULAR("popular", true),
    /// No model yet: the most popular items of what has been seen on the topics.
    NO_MODEL("no-model", true),
    /// The model had to make room for other tenants' and is being loaded again: the same as with no model.
    MODEL_LOADING("model-loading", true),
    /// The service was too busy for a personal answer: what is popular.
    SHED("shed", true);

    private final String code;
    private final boolean fallback;

    Strategy(String code, boolean fallback) {
        this.code = code;
        this.fallback = fallback;
    }

    @JsonValue
    public String code() {
        return code;
    }

    /// Whether the answer was not personal.
    public boolean fallback() {
        return fallback;
    }
}
