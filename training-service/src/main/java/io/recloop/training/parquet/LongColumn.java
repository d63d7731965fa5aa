package io.recloop.training.parquet;

import org.jspecify.annotations.Nullable;

/// Whole numbers of 64 bits, or points in time.
public final class LongColumn extends PlainColumn {
    private static final int TIMESTAMP_MICROS = 10;
    private static final int TIMESTAMP = 8;
    private static final int MICROS = 2;

    private final boolean time;
    private long smallest = Long.MAX_VALUE;
    private long largest = Long.MIN_VALUE;

    private LongColumn(String name, boolean time) {
        super(name, false, Physical.INT64);
        this.time = time;
    }

    public static LongColumn of(String name) {
        return new LongColumn(name, false);
    }

    /// Microseconds since 1970, read as a timestamp without a zone.
    public static LongColumn micros(String name) {
        return new LongColumn(name, true);
    }

    public void append(long value) {
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
        values().addLong(value);
        endValue();
    }

    @Override
    void describe(Compact schema) {
        if (time) {
            schema.integer(6, TIMESTAMP_MICROS);
            schema.begin(10);
            schema.begin(TIMESTAMP);
            schema.bool(1, false);
            schema.begin(2);
            schema.begin(MICROS);
            schema.end();
            schema.end();
            schema.end();
            schema.end();
        }
    }

    @Override
    byte @Nullable [] smallest() {
        return rows() == 0 ? null : stored(smallest);
    }

    @Override
    byte @Nullable [] largest() {
        return rows() == 0 ? null : stored(largest);
    }

    private static byte[] stored(long value) {
        var bytes = new Bytes(Long.BYTES);
        bytes.addLong(value);
        return bytes.copy();
    }
}
