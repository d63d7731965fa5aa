package io.recloop.recommender.reranking;

/// What an item is recommended by.
public enum SignalKind {
    COLLABORATIVE("collaborative"),
    CONTENT("content"),
    POPULARITY("popularity"),
    QUALITY("quality");

    private final String code;

    SignalKind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
