package io.recloop.learning.evaluation;

/// What is measured of lists of a length. Definitions and sources: `docs/decisions/0018-metrics-and-guardrails.md`.
public enum Metric {
    /// Hits / held out.
    RECALL("recall", true),
    /// Hits / length.
    PRECISION("precision", true),
    /// Gain `1/log₂(rank + 1)` per hit, over that of the best possible list.
    NDCG("ndcg", true),
    /// Mean of the precision at each hit, over min(length, held out).
    MAP("map", true),
    /// 1 / rank of the first hit, 0 without one.
    MRR("mrr", true),
    /// Recall of the held-out cold items alone; of users who wanted one.
    COLD_RECALL("cold-recall", true),
    /// Hits that the popularity ranking would not have shown this user, over length.
    SERENDIPITY("serendipity", true),
    /// Mean of `−log₂` of the share of users who had the item; one that nobody had counts as had once.
    NOVELTY("novelty", true),
    /// Mean over the list's pairs of 1 − cosine.
    DIVERSITY("diversity", true),
    /// Mean popularity of what is shown / mean popularity of what the users had.
    POPULARITY_LIFT("popularity-lift", false),
    /// Share of all items that somebody was shown.
    COVERAGE("coverage", false),
    /// Inequality of how often each item of the whole catalogue was shown, 0 equal to 1.
    GINI("gini", false);

    private final String code;
    private final boolean ofUsers;

    Metric(String code, boolean ofUsers) {
        this.code = code;
        this.ofUsers = ofUsers;
    }

    /// The name in tables, manifests and JSON.
    public String code() {
        return code;
    }

    /// Whether it is a mean of one value a user, which can be paired and resampled.
    public boolean ofUsers() {
        return ofUsers;
    }

    public String at(int k) {
        return code + "@" + k;
    }
}
