package io.recloop.recommender.ranking;

/// One line of a ranking.
///
/// @param row of the item in the model
public record Scored(int row, double score) {}
