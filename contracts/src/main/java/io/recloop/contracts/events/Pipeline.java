package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonValue;

/// What can be run; each has one service that executes it.
public enum Pipeline {
    /// Executed by training-service.
    MODEL_TRAINING("model-training"),
    /// A new dataset from what has arrived. Executed by training-service.
    DATA_REFRESH("data-refresh"),
    /// A search for better settings. Executed by training-service.
    HYPERPARAMETER_TUNING("hyperparameter-tuning"),
    /// A stored model on the newest data. Executed by training-service.
    MODEL_EVALUATION("model-evaluation"),
    /// What the items' texts say, as vectors. Executed by training-service.
    ITEM_EMBEDDINGS("item-embeddings"),
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
