package io.recloop.learning.engine;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a trainer learns from. Rows of users and items are the same in all parts.
///
/// @param positives who had what, weights as values
/// @param disliked  what users had and did not like (a rating of 3 or less); empty where nobody said so
/// @param unexposed items that nobody can have seen yet: not having had them says nothing
/// @param content   absent: items are known by who had them alone
/// @param ages      of each positive, how many positives of its user are newer (see [Ages]): 0 is the newest. The
///     very entries of `positives`; absent where the order is not known
public record TrainingData(
        CsrMatrix positives,
        CsrMatrix disliked,
        ItemSet unexposed,
        @Nullable ItemContent content,
        @Nullable CsrMatrix ages) {
    public TrainingData {
        if (ages != null
                && !(Arrays.equals(ages.indptr(), positives.indptr())
                        && Arrays.equals(ages.indices(), positives.indices()))) {
            throw new IllegalArgumentException("the ages are not of the entries of " + positives);
        }
        if (disliked.rows() != positives.rows()
                || disliked.cols() != positives.cols()
                || unexposed.items() != positives.cols()
                || (content != null && content.items() != positives.cols())) {
            throw new IllegalArgumentException("the parts are not of the users and items of " + positives);
        }
    }

    /// Of unknown order.
    public TrainingData(CsrMatrix positives, CsrMatrix disliked, ItemSet unexposed, @Nullable ItemContent content) {
        this(positives, disliked, unexposed, content, null);
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
        return new TrainingData(positives, disliked, unexposed, embeddings, ages);
    }

    public TrainingData withAges(@Nullable CsrMatrix order) {
        return new TrainingData(positives, disliked, unexposed, content, order);
    }

    /// The positives, each weight times `(1 + age)^−exponent` and the total of each user as before: what a user had
    /// last says most of what comes next. The positives themselves where the order is not known.
    public CsrMatrix recencyWeighted(double exponent) {
        if (ages == null || exponent == 0) {
            return positives;
        }
        var values = new float[positives.entries()];
        for (int user = 0; user < positives.rows(); user++) {
            double before = 0;
            double after = 0;
            for (int entry = positives.rowStart(user); entry < positives.rowEnd(user); entry++) {
                float weight = positives.values()[entry];
                values[entry] = (float) (weight * Math.pow(1.0 + ages.values()[entry], -exponent));
                before += weight;
                after += values[entry];
            }
            for (int entry = positives.rowStart(user); entry < positives.rowEnd(user) && after > 0; entry++) {
                values[entry] *= (float) (before / after);
            }
        }
        return new CsrMatrix(positives.rows(), positives.cols(), positives.indptr(), positives.indices(), values);
    }
}
