package io.recloop.recommender.model;

/// What a tenant's requests are answered from.
public sealed interface Serving {
    /// No valid model has been heard of: answers are what is popular on the topics.
    record NoModelYet() implements Serving {}

    record Ready(ServingModel model) implements Serving {}
}
