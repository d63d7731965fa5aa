package io.recloop.recommender.ranking;

/// A user had to do with an item.
public record Touch(String item, Signal signal) {}
