package io.recloop.monitor.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a replica said last, beside what it should serve.
///
/// @param generation          that it serves; 0 where it serves none
/// @param because             why it refused the last model that it refused; null where it serves what it should
/// @param publishedGeneration null where nothing was published
public record ReplicaWord(
        String instance,
        @Nullable String modelId,
        long generation,
        @Nullable String because,
        Instant saidAt,
        @Nullable Long publishedGeneration,
        @Nullable Instant publishedAt) {}
