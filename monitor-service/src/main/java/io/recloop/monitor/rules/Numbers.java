package io.recloop.monitor.rules;

import java.util.Locale;

/// Numbers as people read them.
final class Numbers {
    private Numbers() {}

    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
