package io.recloop.recommender.model;

import io.recloop.contracts.events.ModelRefused;
import java.time.Instant;

/// A model that was not loaded.
public record Refusal(long generation, String modelId, ModelRefused.Step step, String because, Instant at) {}
