package io.recloop.learning.offline;

import io.recloop.learning.engine.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Figures as people read them.
final class Wording {
    private Wording() {}

    /// `als: factors=64 iterations=16 …`
    static String settings(Settings settings) {
        return settings.algorithm().code() + ": " + parameters(settings.toMap());
    }

    static String parameters(Map<String, Double> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + number(entry.getValue()))
                        .collect(Collectors.joining(" "));
    }

    /// At most five digits that say something: `64`, `0.0123`, `1.2346e-07`.
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return Double.toString(Double.parseDouble(String.format(Locale.ROOT, "%.4e", value)));
    }

    static String seconds(double seconds) {
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.3f s", seconds);
        }
        return seconds < 120
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%.0f min %.0f s", Math.floor(seconds / 60), Math.floor(seconds % 60));
    }
}
