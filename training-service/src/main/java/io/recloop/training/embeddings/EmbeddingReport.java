package io.recloop.training.embeddings;

import org.jspecify.annotations.Nullable;

/// What one refresh of a tenant's embeddings did.
///
/// @param encoder        name of the encoder
/// @param encoded        items whose text was new or changed, whose vector was too old, or all that were forced
/// @param reused         items whose kept vector is still right
/// @param removed        items that were kept and are no more
/// @param duplicates     as of the vectors kept now
/// @param skippedBecause why nothing was to be done; absent where something was
public record EmbeddingReport(
        String encoder,
        int dimensions,
        int items,
        int encoded,
        int reused,
        int removed,
        NearDuplicates duplicates,
        double seconds,
        @Nullable String skippedBecause) {}
