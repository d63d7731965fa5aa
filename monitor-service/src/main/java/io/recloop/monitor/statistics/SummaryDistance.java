package io.recloop.monitor.statistics;

import io.recloop.monitor.summaries.QuantileSummary;

/// Kolmogorov and Smirnov's D between two summaries: where in a bucket the numbers lie is not known, so
/// it is an interval. Both bounds are certain; no probability is hidden in them.
///
/// At the edges of buckets both distribution functions are known exactly, so the largest difference there
/// is a lower bound. Within a bucket F rises from F₀ to F₁ and G from G₀ to G₁, so `F − G` is at most `F₁
/// − G₀` there: the largest of those is an upper bound. The same numbers all in one bucket, such as
/// ratings, make it wide: they belong to [LevelTest].
///
/// @param least    D is at least this
/// @param greatest D is at most this
/// @param n        numbers of the reference that were seen, all of them, not those kept
/// @param m        numbers of the other side that were seen
public record SummaryDistance(double least, double greatest, long n, long m) {
    /// What can be said of a difference at a level.
    public enum Answer {
        DIFFERENT,
        SAME,
        /// The critical distance lies between the bounds.
        WITHIN_ERROR,
        UNDEFINED
    }

    public static SummaryDistance between(QuantileSummary reference, QuantileSummary current) {
        long n = reference.count();
        long m = current.count();
        if (n == 0 || m == 0) {
            return new SummaryDistance(0, 1, n, m);
        }
        int resolution = QuantileSummary.commonResolution(reference, current);
        var a = reference.atResolution(resolution);
        var b = current.atResolution(resolution);
        double least = 0;
        double greatest = 0;
        long below = 0;
        long belowOther = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            long bucket = j == b.length || i < a.length && a[i][0] <= b[j][0] ? a[i][0] : b[j][0];
            double before = (double) below / n;
            double otherBefore = (double) belowOther / m;
            if (i < a.length && a[i][0] == bucket) {
                below += a[i++][1];
            }
            if (j < b.length && b[j][0] == bucket) {
                belowOther += b[j++][1];
            }
            double after = (double) below / n;
            double otherAfter = (double) belowOther / m;
            least = Math.max(least, Math.abs(after - otherAfter));
            greatest = Math.max(greatest, Math.max(after - otherBefore, otherAfter - before));
        }
        return new SummaryDistance(least, Math.clamp(greatest, least, 1), n, m);
    }

    /// How much it may be off.
    public double error() {
        return greatest - least;
    }

    public Answer at(double alpha) {
        if (n == 0 || m == 0) {
            return Answer.UNDEFINED;
        }
        double critical = KolmogorovSmirnov.criticalDistance(n, m, alpha);
        if (least > critical) {
            return Answer.DIFFERENT;
        }
        return greatest <= critical ? Answer.SAME : Answer.WITHIN_ERROR;
    }

    /// The lower bound of D.
    public Statistic statistic() {
        return n == 0 || m == 0
                ? new Statistic.Undefined(n == 0 ? "the reference has no values" : "there are no values to compare")
                : new Statistic.Value(least);
    }
}
