package io.recloop.local.importing;

import java.util.Locale;

public enum Format {
    CSV,
    JSONL,
    MOVIELENS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
