package io.recloop.recommender.ranking;

/// What a caller says of a liking.
///
/// @param weight at least 0, where 1 is what a like weighs; 0 for an item that was seen and is not liked
public record WeightedItem(String item, float weight) {}
