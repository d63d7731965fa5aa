package io.recloop.training.parquet;

import org.jspecify.annotations.Nullable;

/// Whole numbers of 32 bits.
public final class IntColumn extends PlainColumn {
    private IntColumn(String name, boolean optional) {
        super(name, optional, Physical.INT32);
    }

    public static IntColumn of(String name) {
        return new IntColumn(name, false);
    }

    /// A row may have a value.
    public static IntColumn optional(String name) {
        return new IntColumn(name, true);
    }

    public void append(int value) {
        values().addInt(value);
        endValue();
    }

    public void append(@Nullable Integer value) {
        if (value == null) {
            appendNull();
        } else {
            append(value.intValue());
        }
    }
}
