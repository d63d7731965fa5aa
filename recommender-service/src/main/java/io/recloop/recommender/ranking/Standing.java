package io.recloop.recommender.ranking;

/// Where an item stands in the full ranking for one user.
///
/// @param rank   from 1; 0 where the model does not know the item
/// @param ranked among how many
/// @param score  0 where the model does not know the item
public record Standing(int rank, int ranked, double score) {}
