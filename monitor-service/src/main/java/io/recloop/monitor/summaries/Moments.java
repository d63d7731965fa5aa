package io.recloop.monitor.summaries;

/// Number, mean, variance, smallest and largest of numbers. The sums are exact, so merging is associative
/// and commutative to the byte. Not thread-safe.
public final class Moments {
    private final ExactSum sum;
    private final ExactSum squares;
    private long count;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    Moments() {
        this(new ExactSum(), new ExactSum());
    }

    private Moments(ExactSum sum, ExactSum squares) {
        this.sum = sum;
        this.squares = squares;
    }

    void add(double value) {
        sum.add(value);
        squares.addSquare(value);
        count++;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
    }

    void add(Moments other) {
        sum.add(other.sum);
        squares.add(other.squares);
        count += other.count;
        least = Math.min(least, other.least);
        greatest = Math.max(greatest, other.greatest);
    }

    public long count() {
        return count;
    }

    public double sum() {
        return sum.value();
    }

    /// NaN where nothing was counted.
    public double mean() {
        return sum() / count;
    }

    /// Divided by n. Its error is some 1e−16 of the mean square, so a spread that is tiny beside the mean
    /// is lost.
    public double variance() {
        double mean = mean();
        return Math.max(0, squares.value() / count - mean * mean);
    }

    public double meanSquare() {
        return squares.value() / count;
    }

    public double least() {
        return least;
    }

    public double greatest() {
        return greatest;
    }

    void write(SummaryWriter out) {
        out.number(count);
        sum.write(out);
        squares.write(out);
        out.fixed(Double.doubleToLongBits(least)).fixed(Double.doubleToLongBits(greatest));
    }

    static Moments read(SummaryReader in) {
        long count = in.number();
        var moments = new Moments(ExactSum.read(in), ExactSum.read(in));
        moments.count = count;
        moments.least = Double.longBitsToDouble(in.fixed());
        moments.greatest = Double.longBitsToDouble(in.fixed());
        return moments;
    }
}
