package io.recloop.training.parquet;

/// A column whose values are stored one behind the other, as they are (Parquet's encoding PLAIN).
abstract sealed class PlainColumn extends Column permits LongColumn, IntColumn, DoubleColumn {
    private final Bytes values = new Bytes(1 << 12);
    private final Physical physical;

    PlainColumn(String name, boolean optional, Physical physical) {
        super(name, optional);
        this.physical = physical;
    }

    /// Where a value is added, before [#endValue].
    final Bytes values() {
        return values;
    }

    @Override
    final int bytesOfPage() {
        return values.size();
    }

    @Override
    final int values(Bytes to) {
        to.addAll(values);
        values.clear();
        return Pages.PLAIN;
    }

    @Override
    final Physical physical() {
        return physical;
    }
}
