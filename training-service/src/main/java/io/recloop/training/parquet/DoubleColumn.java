package io.recloop.training.parquet;

import org.jspecify.annotations.Nullable;

/// Numbers; a row may have one.
public final class DoubleColumn extends Column {
    private final Bytes values = new Bytes(1 << 12);

    private DoubleColumn(String name) {
        super(name, true);
    }

    public static DoubleColumn optional(String name) {
        return new DoubleColumn(name);
    }

    public void append(@Nullable Double value) {
        if (value == null) {
            appendNull();
            return;
        }
        values.addLong(Double.doubleToRawLongBits(value));
        endValue();
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
        return Physical.DOUBLE;
    }
}
