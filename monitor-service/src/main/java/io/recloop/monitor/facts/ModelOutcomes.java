package io.recloop.monitor.facts;

import org.jspecify.annotations.Nullable;

/// How a model had ranked what users then took, before it learnt of it (prequential evaluation).
///
/// @param observed           interactions that say yes
/// @param hitRateAt10        share of these whose item was among the first ten; absent where there were none
/// @param meanReciprocalRank over these, with 0 for an item that the model does not know; absent where there were none
/// @param rated              ratings that there was a prediction for
/// @param ratingRmse         root of the mean squared error of these predictions, in stars; absent where there
///     were none
public record ModelOutcomes(
        String modelId,
        long observed,
        @Nullable Double hitRateAt10,
        @Nullable Double meanReciprocalRank,
        long rated,
        @Nullable Double ratingRmse) {
    static ModelOutcomes of(String modelId, OutcomeSums sums) {
        return new ModelOutcomes(
                modelId,
                sums.observed(),
                Kpis.ratio(sums.hits(), sums.observed()),
                sums.observed() == 0 ? null : sums.reciprocalRanks() / sums.observed(),
                sums.rated(),
                sums.rated() == 0 ? null : Math.sqrt(sums.squaredErrors() / sums.rated()));
    }
}
