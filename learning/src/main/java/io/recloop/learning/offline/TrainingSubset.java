package io.recloop.learning.offline;

import io.recloop.learning.engine.Ages;
import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.sparse.CsrMatrix;

/// Training data as it would be had something not happened.
final class TrainingSubset {
    private TrainingSubset() {}

    /// Users and items stay; an item that nobody has but in `heldOut` was not exposed.
    ///
    /// @param seen what is left of what the users had
    static TrainingData without(TrainingData all, CsrMatrix heldOut, CsrMatrix seen) {
        var unexposed = new ItemSet(seen.cols());
        var counts = seen.columnCounts();
        for (int item = 0; item < counts.length; item++) {
            if (counts[item] == 0) {
                unexposed.add(item);
            }
        }
        var ages = all.ages();
        return new TrainingData(
                Pairs.without(all.positives(), heldOut),
                Pairs.without(all.disliked(), heldOut),
                unexposed,
                all.content(),
                ages == null ? null : Ages.of(Pairs.without(ages, heldOut)));
    }
}
