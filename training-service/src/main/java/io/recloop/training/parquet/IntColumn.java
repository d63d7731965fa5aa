package io.recloop.training.parquet;

import org.jspecify.annotations.Nullable;

/// Whole numbers of 32 bits.
public final class IntColumn extends Column {
    private final Bytes values = new Bytes(1 << 12);

    private IntColumn(String name, boolean optional) {
        super(name, optional);
    }

    public static IntColumn of(String name) {
        return new IntColumn(name, false);
    }

    /// A row may have a value.
    public static IntColumn optional(String name) {
        return new IntColumn(name, true);
    }

    public void append(int value) {
        values.addInt(value);
        endValue();
    }

    public void append(@Nullable Integer value) {
        if (value == null) {
            appendNull();
        } else {
            append(value.intValue());
        }
    }

    @Override
    int bytesOfPage() {
        return values.size();
    }

    @Override
    int values(Bytes to) {
        to.addAll(values);
        values.clear();
        return Pages.PLAIN;
    }

    @Override
    Physical physical() {
        return Physical.INT32;
    }
}
