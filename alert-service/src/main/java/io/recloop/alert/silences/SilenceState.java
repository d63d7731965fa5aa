package io.recloop.alert.silences;

import java.util.Locale;

/// How a silence stands at a moment.
public enum SilenceState {
    ACTIVE,
    PENDING,
    EXPIRED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
