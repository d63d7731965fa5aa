package io.recloop.recommender.model;

import java.time.Duration;

/// Answers questions from a model before it serves, so that its first customers do not wait for what is made or read at
/// the first use.
public interface WarmUp {
    /// Replays what the tenant's users asked lately; where nobody has asked yet, what some of them might ask.
    ///
    /// @param requests at most
    /// @param atMost   how long to go on
    /// @return how many were answered
    /// @throws RuntimeException where the model fails to answer: then it must not serve
    int replay(ServingModel candidate, int requests, Duration atMost);
}
