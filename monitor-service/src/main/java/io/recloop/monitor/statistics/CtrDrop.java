package io.recloop.monitor.statistics;

import io.recloop.monitor.verdicts.Measurement;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Whether the share of answers that are clicked has fallen: two proportions, one-sided.
///
/// Answers are not independent (a good hour is good for all), so the variance of a binomial is multiplied by the
/// dispersion measured between the reference's buckets of time, where that is above 1.
public final class CtrDrop {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double NOISE = 0.99;

    private CtrDrop() {}

    /// Answers and those of them that were clicked, in a bucket of time.
    public record Bucket(long answers, long clicked) {
        static Bucket sum(List<Bucket> buckets) {
            return new Bucket(
                    buckets.stream().mapToLong(Bucket::answers).sum(),
                    buckets.stream().mapToLong(Bucket::clicked).sum());
        }

        double rate() {
            return (double) clicked / answers;
        }
    }

    /// @param reference at least one answer
    /// @param now       at least one answer
    public static Measurement compare(List<Bucket> reference, List<Bucket> now) {
        var before = Bucket.sum(reference);
        var current = Bucket.sum(now);
        if (before.clicked() == 0) {
            return new Measurement.NotDefined(current.answers(), "nothing was clicked in the reference either");
        }
        double pooled = (double) (before.clicked() + current.clicked()) / (before.answers() + current.answers());
        double error = Math.sqrt(pooled
                * (1 - pooled)
                * dispersion(reference, before.rate())
                * (1.0 / before.answers() + 1.0 / current.answers()));
        double fall = before.rate() - current.rate();
        double p = error > 0 ? NORMAL.survivalProbability(fall / error) : 1;
        return new Measurement.Measured(
                Math.max(0, fall / before.rate()),
                NORMAL.inverseCumulativeProbability(NOISE) * error / before.rate(),
                p,
                current.answers(),
                String.format(
                        Locale.ROOT,
                        "%.2f %% of %d answers were clicked, %.2f %% of %d in the reference",
                        100 * current.rate(),
                        current.answers(),
                        100 * before.rate(),
                        before.answers()));
    }

    /// Pearson's dispersion between buckets, at least 1.
    private static double dispersion(List<Bucket> buckets, double rate) {
        if (buckets.size() < 2 || rate >= 1) {
            return 1;
        }
        double sum = 0;
        int used = 0;
        for (var bucket : buckets) {
            if (bucket.answers() > 0) {
                double surprise = bucket.clicked() - bucket.answers() * rate;
                sum += surprise * surprise / (bucket.answers() * rate * (1 - rate));
                used++;
            }
        }
        return used < 2 ? 1 : Math.max(1, sum / (used - 1));
    }
}
