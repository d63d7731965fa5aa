package io.recloop.monitor.statistics;

import io.recloop.contracts.bundle.Profile;
import io.recloop.monitor.verdicts.Measurement;
import java.time.Duration;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/// Whether there is more or less than before.
///
/// Arrivals are over-dispersed, so their variance is the measured one between the baseline's buckets and never
/// below a Poisson's (quasi-Poisson); the mean's own error is added, and t is used in place of z because the
/// variance is an estimate. Hours of the day are not distinguished.
public final class VolumeChange {
    private static final long FEWEST_BUCKETS = 6;

    private VolumeChange() {}

    /// @param baseline interactions per bucket
    /// @param count    interactions in the window
    public static Measurement compare(Profile.Volume baseline, long count, Duration window) {
        if (baseline.bucketSeconds() <= 0 || baseline.buckets() < FEWEST_BUCKETS || !(baseline.mean() > 0)) {
            return new Measurement.NotDefined(
                    count, "the baseline has fewer than %d buckets of time".formatted(FEWEST_BUCKETS));
        }
        double buckets = (double) window.toMillis() / 1000 / baseline.bucketSeconds();
        double expected = baseline.mean() * buckets;
        double perBucket = Math.max(baseline.variance(), baseline.mean());
        double error = Math.sqrt(perBucket * buckets * (1 + buckets / baseline.buckets()));
        var t = TDistribution.of(baseline.buckets() - 1.0);
        double p = Math.min(1, 2 * t.survivalProbability(Math.abs(count - expected) / error));
        return new Measurement.Measured(
                Math.abs(count / expected - 1),
                t.inverseSurvivalProbability(0.005) * error / expected,
                p,
                count,
                String.format(Locale.ROOT, "%d interactions where %.0f were expected", count, expected));
    }
}
