package io.recloop.recommender.ranking;

/// What two items are compared by.
public enum SimilarityBasis {
    /// Who likes them: the factors of the model.
    FACTORS,
    /// What they are: the embeddings of their texts.
    CONTENT
}
