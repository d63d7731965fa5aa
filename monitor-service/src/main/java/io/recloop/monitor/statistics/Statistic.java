package io.recloop.monitor.statistics;

import java.util.OptionalDouble;

/// What a statistic came to. Nothing is divided by zero: where a number does not exist, a sentence says
/// why.
public sealed interface Statistic {
    /// A distance, a share or an error.
    record Value(double value) implements Statistic {
        public Value {
            requireFinite(value);
        }
    }

    /// @param value  of the test statistic
    /// @param pValue probability of so much or more where both sides come from one distribution
    record Tested(double value, double pValue) implements Statistic {
        public Tested {
            requireFinite(value);
            if (!(pValue >= 0 && pValue <= 1)) {
                throw new IllegalArgumentException("p must be in 0..1, was " + pValue);
            }
        }
    }

    /// The statistic does not exist for these data.
    record Undefined(String because) implements Statistic {}

    /// The statistic exists, but it says nothing yet.
    record Insufficient(long seen, long needed) implements Statistic {
        public String because() {
            return "%d values were seen, %d are needed".formatted(seen, needed);
        }
    }

    /// The number, where there is one.
    default OptionalDouble number() {
        return switch (this) {
            case Value known -> OptionalDouble.of(known.value());
            case Tested tested -> OptionalDouble.of(tested.value());
            case Undefined undefined -> OptionalDouble.empty();
            case Insufficient insufficient -> OptionalDouble.empty();
        };
    }

    private static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a statistic: " + value);
        }
    }
}
