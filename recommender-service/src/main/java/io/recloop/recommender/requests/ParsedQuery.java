package io.recloop.recommender.requests;

import io.recloop.kit.http.Problem;

/// One of many that were asked at once.
public sealed interface ParsedQuery {
    record Valid(RecommendationQuery query) implements ParsedQuery {}

    /// The others are answered all the same.
    record Invalid(Problem problem) implements ParsedQuery {}
}
