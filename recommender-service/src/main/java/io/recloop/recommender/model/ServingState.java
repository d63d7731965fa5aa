package io.recloop.recommender.model;

/// What a tenant's requests are answered from.
public sealed interface ServingState {
    /// No valid model has been heard of: answers are what is popular on the topics.
    record NoModelYet() implements ServingState {}

    /// The model had to make room for those of other tenants; a request for it brings it back, and is answered with
    /// what is popular on the topics meanwhile.
    record Evicted(long generation, String modelId) implements ServingState {}

    record Ready(ServingModel model) implements ServingState {}
}
