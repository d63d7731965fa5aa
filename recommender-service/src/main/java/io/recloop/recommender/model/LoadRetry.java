package io.recloop.recommender.model;

import java.time.Instant;

/// A model that is not loaded yet because the store or the disk fails; it is tried again.
///
/// @param attempts that have failed
/// @param next     when it is tried again
public record LoadRetry(long generation, String modelId, String because, int attempts, Instant next) {}
