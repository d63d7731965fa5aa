package io.recloop.monitor.ledger;

import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.summaries.SummaryCell;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Summaries of any window. What is read depends on the events counted so far and on nothing else: an
/// hour or a day that has not been folded yet is folded here in the same way. Thread-safe.
@Singleton
public final class Ledger {
    private static final String SERIES = "tenant = ? and metric = ? and segment = ?";

    private final FactStore facts;

    Ledger(FactStore facts) {
        this.facts = facts;
    }

    /// @param from included, at a full hour
    /// @param to   not included, at a full hour
    /// @return by model; models of which nothing was counted are absent
    /// @throws IllegalArgumentException where a bound is within an hour, or the window is empty
    public Map<String, SummaryCell> byModel(
            String tenant, LedgerMetric metric, String segment, Instant from, Instant to) {
        long first = hour(from);
        long end = hour(to);
        if (first >= end) {
            throw new IllegalArgumentException("a window must end after it begins");
        }
        long firstDay = Math.ceilDiv(first, LedgerBatch.DAY) * LedgerBatch.DAY;
        long endOfDays = Math.floorDiv(end, LedgerBatch.DAY) * LedgerBatch.DAY;
        var days = new TreeMap<LedgerBatch.Hour, SummaryCell>();
        var hours = new TreeMap<LedgerBatch.Hour, SummaryCell>();
        var window = new Window(tenant, metric, segment);
        facts.call(connection -> {
            // One statement sees one state of the database: a fold in between would be counted twice or not at all.
            try (var select = connection.prepareStatement("""
                    select tenant, metric, segment, model, start, width, closed, cell from ledger_cell
                    where %1$s and width = 86400 and start >= ? and start < ?
                    union all
                    select tenant, metric, segment, model, start, width, closed, cell from ledger_cell hour
                    where %1$s and width = 3600 and start >= ? and start < ? and not exists (
                        select from ledger_cell day where day.tenant = hour.tenant and day.metric = hour.metric
                            and day.segment = hour.segment and day.model = hour.model and day.width = 86400
                            and day.start = hour.start / 86400 * 86400 and day.start >= ? and day.start < ?)
                    union all
                    select tenant, metric, segment, model, start, 0, false, cell from ledger_part
                    where %1$s and start >= ? and start < ?""".formatted(SERIES))) {
                int at = window.bind(select, 1, firstDay, endOfDays);
                at = window.bind(select, at, first, end);
                select.setLong(at++, firstDay);
                select.setLong(at++, endOfDays);
                window.bind(select, at, first, end);
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        var into = row.getInt("width") == LedgerBatch.DAY ? days : hours;
                        into.computeIfAbsent(LedgerStore.hour(row), one -> new SummaryCell())
                                .merge(SummaryCell.read(row.getBytes("cell")));
                    }
                }
            }
            return days;
        });
        foldHours(hours, days, firstDay, endOfDays);
        var models = new TreeMap<String, SummaryCell>();
        days.forEach((day, cell) -> models.computeIfAbsent(day.series().model(), one -> new SummaryCell())
                .merge(cell));
        return models;
    }

    /// Hours of whole days become days first, as [LedgerStore] folds them. Trimming a cell that was
    /// trimmed changes nothing.
    private static void foldHours(
            Map<LedgerBatch.Hour, SummaryCell> hours,
            Map<LedgerBatch.Hour, SummaryCell> days,
            long firstDay,
            long endOfDays) {
        var whole = new TreeMap<LedgerBatch.Hour, SummaryCell>();
        hours.forEach((hour, cell) -> {
            boolean ofDay = hour.start() >= firstDay && hour.start() < endOfDays;
            var into = ofDay ? whole : days;
            into.computeIfAbsent(ofDay ? LedgerStore.dayOf(hour) : hour, one -> new SummaryCell())
                    .merge(cell.close());
        });
        whole.forEach((day, cell) ->
                days.computeIfAbsent(day, one -> new SummaryCell()).merge(cell.close()));
    }

    /// All models together.
    public SummaryCell total(String tenant, LedgerMetric metric, String segment, Instant from, Instant to) {
        var total = new SummaryCell();
        byModel(tenant, metric, segment, from, to).values().forEach(total::merge);
        return total;
    }

    private static long hour(Instant at) {
        if (at.getNano() != 0 || Math.floorMod(at.getEpochSecond(), LedgerBatch.HOUR) != 0) {
            throw new IllegalArgumentException("a window begins and ends at a full hour, not at " + at);
        }
        return at.getEpochSecond();
    }

    private record Window(String tenant, LedgerMetric metric, String segment) {
        int bind(PreparedStatement select, int first, long from, long to) throws SQLException {
            int at = first;
            select.setString(at++, tenant);
            select.setString(at++, metric.code());
            select.setString(at++, segment);
            select.setLong(at++, from);
            select.setLong(at++, to);
            return at;
        }
    }
}
