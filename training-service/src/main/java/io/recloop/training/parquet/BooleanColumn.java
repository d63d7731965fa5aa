package io.recloop.training.parquet;

/// Truth values, a bit each.
public final class BooleanColumn extends Column {
    private final Bytes values = new Bytes(1 << 10);

    private BooleanColumn(String name) {
        super(name, false);
    }

    public static BooleanColumn of(String name) {
        return new BooleanColumn(name);
    }

    public void append(boolean value) {
        values.add(value ? 1 : 0);
        endValue();
    }

    @Override
    int bytesOfPage() {
        return values.size();
    }

    @Override
    int values(Bytes to) {
        var truths = values.array();
        for (int first = 0; first < values.size(); first += Byte.SIZE) {
            int bits = 0;
            for (int i = first; i < Math.min(first + Byte.SIZE, values.size()); i++) {
                bits |= truths[i] << i - first;
            }
            to.add(bits);
        }
        values.clear();
        return Pages.PLAIN;
    }

    @Override
    Physical physical() {
        return Physical.BOOLEAN;
    }
}
