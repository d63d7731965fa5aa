package io.recloop.monitor.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Numbers that can be compared as numbers, and what stood in for a number. A sentinel such as −1 that is
/// mixed with the values moves every numeric test (Kibana's issue 168757), so sentinels and missing
/// values are levels of their own.
///
/// Immutable.
public final class NumericSample {
    static final String VALUE = "value";
    static final String MISSING = "missing";

    private final double[] ascending;
    private final Map<String, Long> presence;

    private NumericSample(double[] ascending, Map<String, Long> presence) {
        this.ascending = ascending;
        this.presence = Map.copyOf(presence);
    }

    /// @param values    NaN is missing; infinite values are levels of their own
    /// @param sentinels values that stand for something else than a number
    public static NumericSample of(double[] values, Set<Double> sentinels) {
        var numbers = new double[values.length];
        var presence = new TreeMap<String, Long>();
        int kept = 0;
        for (double value : values) {
            double plain = value + 0.0;
            if (Double.isNaN(plain)) {
                presence.merge(MISSING, 1L, Long::sum);
            } else if (Double.isInfinite(plain) || sentinels.contains(plain)) {
                presence.merge("sentinel " + plain, 1L, Long::sum);
            } else {
                presence.merge(VALUE, 1L, Long::sum);
                numbers[kept++] = plain;
            }
        }
        var ascending = Arrays.copyOf(numbers, kept);
        Arrays.sort(ascending);
        return new NumericSample(ascending, presence);
    }

    public static NumericSample of(double... values) {
        return of(values, Set.of());
    }

    /// The numbers, ascending; a copy.
    public double[] values() {
        return ascending.clone();
    }

    public int size() {
        return ascending.length;
    }

    public boolean isEmpty() {
        return ascending.length == 0;
    }

    /// Whether all numbers are the same.
    public boolean isConstant() {
        return ascending.length > 0 && ascending[0] == ascending[ascending.length - 1];
    }

    /// How many values, missing values and sentinels of each kind there are: compared like any levels.
    public Map<String, Long> presence() {
        return presence;
    }

    /// Without a copy, for the statistics of this package.
    double[] ascending() {
        return ascending;
    }
}
