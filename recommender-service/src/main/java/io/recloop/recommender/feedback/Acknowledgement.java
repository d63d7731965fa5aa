package io.recloop.recommender.feedback;

import java.util.List;

/// What the broker has acknowledged.
///
/// @param eventIds in the order of the request; sending the same ids again has no second effect
public record Acknowledgement(int accepted, List<String> eventIds) {}
