package io.recloop.training.embeddings;

import java.time.Duration;

/// @param force          encode all items, also those whose text has not changed
/// @param maxAge         a vector of this age is encoded again
/// @param similarity     cosine above 0, to 1, from which two items are near-duplicates
/// @param mostDuplicates the maximum number of pairs, and of groups, in a report
public record RefreshOptions(boolean force, Duration maxAge, double similarity, int mostDuplicates) {
    public RefreshOptions {
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("maxAge must not be negative, was " + maxAge);
        }
        if (!(similarity > 0 && similarity <= 1)) {
            throw new IllegalArgumentException("similarity must be in 0..1 and above 0, was " + similarity);
        }
        if (mostDuplicates < 0) {
            throw new IllegalArgumentException("mostDuplicates must be >= 0, was " + mostDuplicates);
        }
    }

    public static RefreshOptions defaults() {
        return new RefreshOptions(false, Duration.ofDays(7), 0.97, 1000);
    }

    public RefreshOptions withForce(boolean forced) {
        return new RefreshOptions(forced, maxAge, similarity, mostDuplicates);
    }
}
