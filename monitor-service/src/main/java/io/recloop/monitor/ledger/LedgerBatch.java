package io.recloop.monitor.ledger;

import io.recloop.monitor.ingest.CopiedRows;
import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.summaries.SummaryCell;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What a batch adds to the hours. Not thread-safe.
final class LedgerBatch {
    static final long HOUR = 3_600;
    static final long DAY = 86_400;

    private final Map<Hour, SummaryCell> cells = new HashMap<>();

    /// @param start in seconds since 1970
    record Hour(LedgerSeries series, long start) implements Comparable<Hour> {
        @Override
        public int compareTo(Hour other) {
            return Comparator.comparing(Hour::series).thenComparing(Hour::start).compare(this, other);
        }
    }

    void add(LedgerSeries series, Instant at, Consumer<SummaryCell> event) {
        var hour = new Hour(series, Math.floorDiv(at.getEpochSecond(), HOUR) * HOUR);
        event.accept(cells.computeIfAbsent(hour, first -> new SummaryCell()));
    }

    void append(FactStore facts) {
        if (cells.isEmpty()) {
            return;
        }
        var rows = new CopiedRows(6, cells.size());
        new TreeMap<>(cells).forEach((hour, cell) -> rows.row()
                .text(hour.series.tenant())
                .text(hour.series.metric())
                .text(hour.series.segment())
                .bigint(hour.start)
                .text(hour.series.model())
                .bytes(cell.bytes()));
        facts.call(connection -> rows.copy(connection, "ledger_part (tenant, metric, segment, start, model, cell)"));
    }
}
