package io.recloop.monitor.summaries;

/// Numbers counted in log-linear buckets, in the manner of HdrHistogram and DDSketch: every power of two
/// of `|x| + 2^−10` is divided into 2^k equal buckets, and negative numbers have their own. A number read
/// back is off by at most [#relativeError] times `|x| + 2^−10`: relative for numbers above 0.001,
/// absolute below.
///
/// k is 7 (0.4 %) while at most [#MOST_BUCKETS] buckets are used, else as much less as it takes. A bucket
/// of k − 1 is exactly two of k, and how many are used depends on which numbers were seen and not on
/// their order: so the same numbers give the same bytes however they were divided and merged. Collapsing
/// the lowest buckets, as DDSketch does, would keep the upper end more precise and lose that for the
/// lower.
///
/// Not thread-safe.
public final class QuantileSummary {
    static final int MOST_BUCKETS = 1_400;
    private static final int FINEST = 7;
    private static final int MANTISSA = 52;
    private static final double OFFSET = 0x1p-10;

    private BucketCounts buckets = new BucketCounts();
    private int resolution = FINEST;
    private long count;

    /// @param value finite
    void add(double value) {
        buckets.add(bucket(value), 1);
        count++;
        limit();
    }

    void add(QuantileSummary other) {
        coarsenTo(Math.min(resolution, other.resolution));
        int shift = other.resolution - resolution;
        for (int key : other.buckets.ascending()) {
            buckets.add(coarser(key, shift), other.buckets.of(key));
        }
        count += other.count;
        limit();
    }

    private void limit() {
        while (buckets.size() > MOST_BUCKETS) {
            coarsenTo(resolution - 1);
        }
    }

    private void coarsenTo(int wanted) {
        if (wanted < resolution) {
            buckets = coarse(wanted);
            resolution = wanted;
        }
    }

    private BucketCounts coarse(int wanted) {
        var coarse = new BucketCounts();
        int shift = resolution - wanted;
        for (int key : buckets.ascending()) {
            coarse.add(coarser(key, shift), buckets.of(key));
        }
        return coarse;
    }

    /// Positive numbers and zero from 0 on, negative ones from −1 down.
    private int bucket(double value) {
        long bits = Double.doubleToRawLongBits(Math.abs(value) + OFFSET);
        int magnitude = (int) (bits >>> MANTISSA - resolution);
        return value < 0 ? ~magnitude : magnitude;
    }

    private static int coarser(int key, int shift) {
        // An arithmetic shift: ~(m >>> s) is ~m >> s.
        return key >> shift;
    }

    public long count() {
        return count;
    }

    /// Half the width of a bucket.
    public double relativeError() {
        return Math.scalb(0.5, -resolution);
    }

    /// The p-quantile, at the middle of its bucket; NaN where nothing was counted.
    ///
    /// @param p in 0..1
    public double quantile(double p) {
        if (count == 0) {
            return Double.NaN;
        }
        double rank = p * (count - 1);
        long below = 0;
        var keys = buckets.ascending();
        for (int key : keys) {
            below += buckets.of(key);
            if (below > rank) {
                return middle(key);
            }
        }
        return middle(keys[keys.length - 1]);
    }

    private double middle(int key) {
        boolean negative = key < 0;
        long magnitude = negative ? ~key : key;
        double low = Math.max(0, edge(magnitude));
        double middle = low + (edge(magnitude + 1) - low) / 2;
        return negative ? -middle : middle;
    }

    private double edge(long magnitude) {
        double edge = Double.longBitsToDouble(magnitude << MANTISSA - resolution);
        return Double.isFinite(edge) ? edge - OFFSET : Double.MAX_VALUE;
    }

    /// The counts at this resolution or a coarser one, ascending by value.
    ///
    /// @return pairs of bucket and count
    public long[][] atResolution(int wanted) {
        var coarse = coarse(wanted);
        var keys = coarse.ascending();
        var pairs = new long[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            pairs[i] = new long[] {keys[i], coarse.of(keys[i])};
        }
        return pairs;
    }

    /// The finest at which both can be compared.
    public static int commonResolution(QuantileSummary a, QuantileSummary b) {
        return Math.min(a.resolution, b.resolution);
    }

    void write(SummaryWriter out) {
        var keys = buckets.ascending();
        out.signed(resolution).number(keys.length);
        long before = 0;
        for (int key : keys) {
            out.signed(key - before).number(buckets.of(key));
            before = key;
        }
    }

    static QuantileSummary read(SummaryReader in) {
        var summary = new QuantileSummary();
        long resolution = in.signed();
        if (resolution > FINEST || resolution < -FINEST) {
            throw new CorruptSummaryException("resolution " + resolution);
        }
        summary.resolution = (int) resolution;
        int size = in.size();
        long key = 0;
        for (int i = 0; i < size; i++) {
            key += in.signed();
            long count = in.number();
            if (count <= 0 || key != (int) key) {
                throw new CorruptSummaryException("bucket %d holds %d".formatted(key, count));
            }
            summary.buckets.add((int) key, count);
            summary.count += count;
        }
        return summary;
    }
}
