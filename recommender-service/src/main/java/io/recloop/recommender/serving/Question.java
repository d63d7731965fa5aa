package io.recloop.recommender.serving;

import io.recloop.recommender.problems.Problem;

/// One of many that were asked at once.
sealed interface Question {
    record Valid(Query query) implements Question {}

    /// The others are answered all the same.
    record Invalid(Problem problem) implements Question {}
}
