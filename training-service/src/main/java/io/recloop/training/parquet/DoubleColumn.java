package io.recloop.training.parquet;

import org.jspecify.annotations.Nullable;

/// Numbers; a row may have one.
public final class DoubleColumn extends PlainColumn {
    private DoubleColumn(String name) {
        super(name, true, Physical.DOUBLE);
    }

    public static DoubleColumn optional(String name) {
        return new DoubleColumn(name);
    }

    public void append(@Nullable Double value) {
        if (value == null) {
            appendNull();
            return;
        }
        values().addLong(Double.doubleToRawLongBits(value));
        endValue();
    }
}
