package io.recloop.training.engine;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.sparse.CsrMatrix;
import org.jspecify.annotations.Nullable;

/// What a trainer learns from. Rows of users and items are the same in all parts.
///
/// @param positives who had what, weights as values
/// @param disliked  what users had and did not like (a rating of 3 or less); empty where nobody said so
/// @param unexposed items that nobody can have seen yet: not having had them says nothing
/// @param content   absent: items are known by who had them alone
public record TrainingData(
        CsrMatrix positives,
        CsrMatrix disliked,
        ItemSet unexposed,
        @Nullable ItemContent content) {
    public TrainingData {
        if (disliked.rows() != positives.rows()
                || disliked.cols() != positives.cols()
                || unexposed.items() != positives.cols()
                || (content != null && content.items() != positives.cols())) {
            throw new IllegalArgumentException("the parts are not of the users and items of " + positives);
        }
    }

    /// Positives alone, everything exposed.
    public static TrainingData of(CsrMatrix positives) {
        return new TrainingData(
                positives,
                CsrMatrix.ofPairs(positives.rows(), positives.cols(), new int[0], new int[0]),
                new ItemSet(positives.cols()),
                null);
    }

    public TrainingData withContent(ItemContent embeddings) {
        return new TrainingData(positives, disliked, unexposed, embeddings);
    }
}
