package io.recloop.recommender.reranking;

/// What speaks for an item.
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
