package io.recloop.monitor.rules;

import java.time.Duration;
import java.util.Optional;

/// When a rule begins and ends: beyond the threshold for a while, until it is no longer beyond the resolve threshold.
///
/// @param hold how long a value must stay beyond the threshold
record Trigger(Sign sign, double threshold, double resolveThreshold, Duration hold) {
    enum Sign {
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<=");

        private final String code;

        Sign(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        boolean holds(double value, double threshold) {
            return switch (this) {
                case ABOVE -> value > threshold;
                case AT_LEAST -> value >= threshold;
                case BELOW -> value < threshold;
                case AT_MOST -> value <= threshold;
            };
        }

        static Optional<Sign> of(String code) {
            for (var sign : values()) {
                if (sign.code.equals(code)) {
                    return Optional.of(sign);
                }
            }
            return Optional.empty();
        }
    }

    boolean isBeyond(double value) {
        return sign.holds(value, threshold);
    }

    /// Whether it goes on, once it has begun.
    boolean isStillBeyond(double value) {
        return sign.holds(value, resolveThreshold);
    }

    /// Whether the resolve threshold is on the quiet side of the threshold.
    boolean isOrdered() {
        return sign == Sign.ABOVE || sign == Sign.AT_LEAST
                ? resolveThreshold <= threshold
                : resolveThreshold >= threshold;
    }
}
