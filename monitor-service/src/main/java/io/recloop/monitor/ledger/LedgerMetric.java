package io.recloop.monitor.ledger;

/// What the ledger has cells of.
public enum LedgerMetric {
    /// Levels: the actions.
    INTERACTIONS_ACTION("interactions.action"),
    /// Levels and average: the ratings; `missing` where there is none.
    INTERACTIONS_RATING("interactions.rating"),
    /// Items of positive feedback.
    INTERACTIONS_ITEM("interactions.item"),
    /// Levels: strategies, `failed` and `rejected`.
    ANSWERS_STRATEGY("answers.strategy"),
    /// Milliseconds.
    ANSWERS_LATENCY("answers.latency"),
    /// Scores of all shown items.
    ANSWERS_SCORE("answers.score"),
    /// Shown items.
    ANSWERS_ITEM("answers.item"),
    /// Levels `hit`, `miss` and `not judged`, and the reciprocal rank of what is judged.
    OUTCOMES_RANK("outcomes.rank"),
    /// Predicted less given rating.
    OUTCOMES_ERROR("outcomes.error");

    private final String code;

    LedgerMetric(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
