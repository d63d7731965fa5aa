package io.recloop.local.importing;

import java.util.Locale;

public enum Kind {
    INTERACTIONS,
    ITEMS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
