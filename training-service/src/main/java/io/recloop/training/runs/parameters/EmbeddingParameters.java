package io.recloop.training.runs.parameters;

import java.util.Map;
import java.util.Set;

/// What one run of `item-embeddings` was asked to do.
///
/// @param force encode all items, also those whose text has not changed
public record EmbeddingParameters(boolean force) {
    /// @throws IllegalArgumentException naming the parameter and what is wrong with it
    public static EmbeddingParameters of(Map<String, String> parameters) {
        var given = new RunParameters(parameters);
        given.requireOnly(Set.of("force", "reason"));
        return new EmbeddingParameters(given.flag("force"));
    }
}
