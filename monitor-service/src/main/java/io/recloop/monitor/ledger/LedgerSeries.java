package io.recloop.monitor.ledger;

import java.util.Comparator;

/// One metric's cells over time.
///
/// @param segment empty for all
/// @param model   empty where none took part
public record LedgerSeries(String tenant, String metric, String segment, String model)
        implements Comparable<LedgerSeries> {
    public static final String ALL = "";

    private static final Comparator<LedgerSeries> ORDER = Comparator.comparing(LedgerSeries::tenant)
            .thenComparing(LedgerSeries::metric)
            .thenComparing(LedgerSeries::segment)
            .thenComparing(LedgerSeries::model);

    @Override
    public int compareTo(LedgerSeries other) {
        return ORDER.compare(this, other);
    }
}
