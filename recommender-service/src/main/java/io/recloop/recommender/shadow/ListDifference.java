package io.recloop.recommender.shadow;

import io.recloop.recommender.candidates.RecommendedItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How two lists of the same question differ in their first ten items.
///
/// @param compared        how many items the longer one has, at most ten
/// @param overlap         items in both, as a share of that
/// @param rankCorrelation Spearman's over the items in both, by their order within each; null where these are fewer
///     than two
/// @param scoreShift      the mean of the other's score less the one's, over the items that are collaborative in both;
///     null where there are none
record ListDifference(
        int compared,
        double overlap,
        @Nullable Double rankCorrelation,
        @Nullable Double scoreShift) {
    private static final int FIRST = 10;

    private record Both(RecommendedItem one, RecommendedItem other) {}

    static ListDifference of(List<RecommendedItem> one, List<RecommendedItem> other) {
        var first = one.subList(0, Math.min(FIRST, one.size()));
        var second = other.subList(0, Math.min(FIRST, other.size()));
        var byItem = new HashMap<String, RecommendedItem>();
        second.forEach(line -> byItem.put(line.item(), line));
        var both = new ArrayList<Both>();
        for (var line : first) {
            var counterpart = byItem.get(line.item());
            if (counterpart != null) {
                both.add(new Both(line, counterpart));
            }
        }
        int compared = Math.max(first.size(), second.size());
        return new ListDifference(
                compared, compared == 0 ? 0 : (double) both.size() / compared, correlation(both), shift(both));
    }

    /// 1 − 6·Σd²/(n·(n²−1)): there are no ties within a list.
    private static @Nullable Double correlation(List<Both> both) {
        int n = both.size();
        if (n < 2) {
            return null;
        }
        double squares = 0;
        for (int rank = 0; rank < n; rank++) {
            int position = both.get(rank).other.position();
            long before = both.stream()
                    .filter(pair -> pair.other.position() < position)
                    .count();
            squares += (rank - before) * (rank - before);
        }
        return 1 - 6 * squares / ((double) n * (n * n - 1));
    }

    private static @Nullable Double shift(List<Both> both) {
        var shifts = both.stream()
                .filter(pair -> pair.one.source().equals(RecommendedItem.COLLABORATIVE)
                        && pair.other.source().equals(RecommendedItem.COLLABORATIVE))
                .mapToDouble(pair -> pair.other.score() - pair.one.score())
                .summaryStatistics();
        return shifts.getCount() == 0 ? null : (Double) shifts.getAverage();
    }
}
