package io.recloop.monitor.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// Whether a rate such as CTR or conversion has changed.
///
/// @param relative `rate/reference − 1`
/// @param test     pooled z of two proportions, `(q − p)/√(r(1 − r)(1/n + 1/m))`, two-sided; its square
///     is the chi-square of the two by two table without correction
public record RateChange(Statistic relative, Statistic test) {
    /// @param hits of `trials`, such as lists clicked of lists shown
    public static RateChange between(long referenceHits, long referenceTrials, long hits, long trials) {
        require(referenceHits, referenceTrials);
        require(hits, trials);
        if (referenceTrials == 0 || trials == 0) {
            var undefined = new Statistic.Undefined(
                    referenceTrials == 0 ? "nothing was shown in the reference" : "nothing was shown");
            return new RateChange(undefined, undefined);
        }
        double before = (double) referenceHits / referenceTrials;
        double now = (double) hits / trials;
        double pooled = ((double) referenceHits + hits) / ((double) referenceTrials + trials);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / referenceTrials + 1.0 / trials));
        return new RateChange(
                before > 0
                        ? new Statistic.Value(now / before - 1)
                        : new Statistic.Undefined("the rate of the reference is zero: no ratio exists"),
                error > 0 ? tested((now - before) / error) : new Statistic.Undefined("all were hits, or none were"));
    }

    private static Statistic tested(double z) {
        double tail = NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
        return new Statistic.Tested(z, Math.min(1, 2 * tail));
    }

    private static void require(long hits, long trials) {
        if (hits < 0 || hits > trials) {
            throw new IllegalArgumentException("%d hits in %d trials".formatted(hits, trials));
        }
    }
}
