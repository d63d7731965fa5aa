package io.recloop.recommender.ranking;

/// A user had to do with an item.
public record Interaction(String item, Signal signal) {}
