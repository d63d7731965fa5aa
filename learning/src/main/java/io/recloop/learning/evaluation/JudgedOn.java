package io.recloop.learning.evaluation;

import io.recloop.learning.engine.ItemContent;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.sparse.CsrMatrix;
import org.jspecify.annotations.Nullable;

/// What models are judged on. Rows of users and items are the same in all parts.
///
/// @param seen    what is never shown
/// @param heldOut what is wanted; the values are not looked at
/// @param history the positives that were trained on: whence popularity and the users' segments
/// @param cold    items that nobody can have learnt of from interactions
/// @param content whence the diversity of lists; absent: from who had the items
public record JudgedOn(
        CsrMatrix seen,
        CsrMatrix heldOut,
        CsrMatrix history,
        ItemSet cold,
        @Nullable ItemContent content) {
    public JudgedOn {
        boolean same = sameSize(seen, heldOut) && sameSize(seen, history) && cold.items() == seen.cols();
        if (!same || (content != null && content.items() != seen.cols())) {
            throw new IllegalArgumentException(
                    "seen is %s, held out is %s, history is %s: the parts are not of the same users and items"
                            .formatted(seen, heldOut, history));
        }
    }

    /// Cold is what nobody in the history had.
    public static JudgedOn of(CsrMatrix seen, CsrMatrix heldOut, CsrMatrix history, @Nullable ItemContent content) {
        var cold = new ItemSet(history.cols());
        var counts = history.columnCounts();
        for (int item = 0; item < counts.length; item++) {
            if (counts[item] == 0) {
                cold.add(item);
            }
        }
        return new JudgedOn(seen, heldOut, history, cold, content);
    }

    /// What was seen is what was trained on.
    public static JudgedOn of(CsrMatrix seen, CsrMatrix heldOut) {
        return of(seen, heldOut, seen, null);
    }

    private static boolean sameSize(CsrMatrix a, CsrMatrix b) {
        return a.rows() == b.rows() && a.cols() == b.cols();
    }
}
