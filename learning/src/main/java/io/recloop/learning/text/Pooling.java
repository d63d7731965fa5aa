package io.recloop.learning.text;

/// How the vectors of a text's tokens become one.
public enum Pooling {
    /// That of the first token.
    CLS,
    /// Their mean.
    MEAN
}
