package io.recloop.learning.tuning;

/// One parameter that is searched, and where.
///
/// @param logarithmic whether steps are factors rather than differences
/// @param step        values are multiples of it; 0 where any number will do
public record Dimension(String name, double low, double high, boolean logarithmic, double step) {
    public Dimension {
        if (!(low <= high) || (logarithmic && !(low > 0)) || !(step >= 0)) {
            throw new IllegalArgumentException("no range: %s in %s..%s by %s".formatted(name, low, high, step));
        }
    }

    static Dimension logarithmic(String name, double low, double high) {
        return new Dimension(name, low, high, true, 0);
    }

    static Dimension whole(String name, double low, double high, boolean logarithmic, int step) {
        return new Dimension(name, low, high, logarithmic, step);
    }

    /// @param unit is taken into 0..1
    double value(double unit) {
        double within = Math.clamp(unit, 0, 1);
        double value = logarithmic ? low * Math.pow(high / low, within) : low + (high - low) * within;
        if (step > 0) {
            value = Math.round(value / step) * step;
        }
        return Math.clamp(value, low, high);
    }

    /// The inverse of [#value], but for rounding; what lies outside is taken to the border.
    double unit(double value) {
        if (low == high) {
            return 0;
        }
        double within = Math.clamp(value, low, high);
        return logarithmic ? Math.log(within / low) / Math.log(high / low) : (within - low) / (high - low);
    }
}
