package io.recloop.training.parquet;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Decimal numbers of at most 18 digits; a row may have one.
public final class DecimalColumn extends Column {
    private static final int DECIMAL = 5;
    private static final int PRECISION = 18;

    private final int scale;
    private final Bytes values = new Bytes(1 << 12);

    private DecimalColumn(String name, int scale) {
        super(name, true);
        this.scale = scale;
    }

    /// @param scale digits behind the point
    public static DecimalColumn optional(String name, int scale) {
        return new DecimalColumn(name, scale);
    }

    /// @throws ArithmeticException where the value has more digits than the column
    public void append(@Nullable BigDecimal value) {
        if (value == null) {
            appendNull();
            return;
        }
        values.addLong(value.setScale(scale).unscaledValue().longValueExact());
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
        return Physical.INT64;
    }

    @Override
    void describe(Compact schema) {
        schema.integer(6, DECIMAL);
        schema.integer(7, scale);
        schema.integer(8, PRECISION);
        schema.begin(10);
        schema.begin(DECIMAL);
        schema.integer(1, scale);
        schema.integer(2, PRECISION);
        schema.end();
        schema.end();
    }
}
