package io.recloop.training.registry;

import io.recloop.contracts.events.ModelPublished;
import java.time.Instant;

/// One announcement.
public record Deployment(
        String tenant, long generation, String modelId, ModelPublished event, String deployedBy, Instant deployedAt) {}
