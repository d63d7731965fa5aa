package io.recloop.training.embeddings;

/// How the vectors of a text's tokens become one.
public enum Pooling {
    /// That of the first token.
    CLS,
    /// Their mean.
    MEAN
}
