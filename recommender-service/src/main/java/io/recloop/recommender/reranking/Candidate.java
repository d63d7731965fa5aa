package io.recloop.recommender.reranking;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An item that may come into a list.
///
/// @param row    -1 where the model does not know it
/// @param score  of its source
/// @param value  what it is ordered by among the candidates of its source; see [#moved]
/// @param rules  ids of those that moved it
public record Candidate(
        String item,
        int row,
        double score,
        String source,
        double value,
        List<String> rules,
        Set<String> categories,
        @Nullable String brand) {
    private static final double NOTHING = -1_000;

    /// A value moved by the factors of rules: tenfold is as much as lies between the weakest and the strongest of the
    /// candidates, nothing is below all of them.
    ///
    /// Added as a logarithm and not multiplied: the weakest candidate has the value 0, which no factor would lift.
    ///
    /// @param value  0 for the weakest, 1 for the strongest
    /// @param factor at least 0
    public static double moved(double value, double factor) {
        return value + Math.max(NOTHING, Math.log10(factor));
    }
}
