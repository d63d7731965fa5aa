package io.recloop.monitor.ledger;

import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.ingest.IngestConfig;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.summaries.SummaryCell;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Parts to hours, hours to days. Each method is one transaction of its caller; a second replica that
/// calls it meanwhile does nothing. When something is folded changes no byte of what is read.
/// Thread-safe.
@Singleton
final class LedgerStore implements Retention {
    /// Parts of one transaction.
    private static final int MOST_PARTS = 2_000;

    private static final String LOCK =
            "select pg_try_advisory_xact_lock(hashtextextended('recloop.monitor.ledger', 0))";

    private final FactStore facts;
    private final LedgerConfig config;
    private final Duration lateness;

    LedgerStore(FactStore facts, LedgerConfig config, IngestConfig ingest) {
        this.facts = facts;
        this.config = config;
        this.lateness = ingest.lateness();
    }

    /// All that was logged before this time has been counted.
    void caughtUp(Instant at) {
        facts.update("""
            insert into ledger_progress as progress (name, caught_up_at) values ('topics', ?)
            on conflict (name) do update set caught_up_at = greatest(progress.caught_up_at, excluded.caught_up_at)\
            """, at.getEpochSecond());
    }

    /// @return whether there may be more
    boolean foldParts() {
        if (!lock()) {
            return false;
        }
        var parts = new TreeMap<LedgerBatch.Hour, SummaryCell>();
        int folded = facts.call(connection -> {
            int rows = 0;
            try (var delete = connection.prepareStatement("""
                    delete from ledger_part where id in (select id from ledger_part order by id limit ?)
                    returning tenant, metric, segment, model, start, cell""")) {
                delete.setInt(1, MOST_PARTS);
                try (var row = delete.executeQuery()) {
                    while (row.next()) {
                        parts.computeIfAbsent(hour(row), first -> new SummaryCell())
                                .merge(SummaryCell.read(row.getBytes("cell")));
                        rows++;
                    }
                }
            }
            return rows;
        });
        parts.forEach(this::addToHour);
        return folded == MOST_PARTS;
    }

    private boolean lock() {
        return facts.call(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery(LOCK)) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    private record Stored(SummaryCell cell, boolean closed) {}

    private void addToHour(LedgerBatch.Hour hour, SummaryCell part) {
        var known = stored(hour);
        boolean closed = known.map(Stored::closed).orElse(false);
        var sum = known.map(Stored::cell).orElseGet(SummaryCell::new).merge(part);
        write(hour, LedgerBatch.HOUR, closed, closed ? sum.close() : sum);
        if (closed) {
            // What comes after an hour was closed also belongs to its day, which is then summed again.
            var series = hour.series();
            facts.update(
                    """
                    delete from ledger_cell
                    where tenant = ? and metric = ? and segment = ? and model = ? and width = ? and start = ?\
                    """,
                    series.tenant(),
                    series.metric(),
                    series.segment(),
                    series.model(),
                    LedgerBatch.DAY,
                    hour.start() / LedgerBatch.DAY * LedgerBatch.DAY);
        }
    }

    private Optional<Stored> stored(LedgerBatch.Hour hour) {
        return facts.call(connection -> {
            try (var select = connection.prepareStatement("""
                    select cell, closed from ledger_cell
                    where tenant = ? and metric = ? and segment = ? and model = ? and width = ? and start = ?""")) {
                select.setString(1, hour.series().tenant());
                select.setString(2, hour.series().metric());
                select.setString(3, hour.series().segment());
                select.setString(4, hour.series().model());
                select.setLong(5, LedgerBatch.HOUR);
                select.setLong(6, hour.start());
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Stored(SummaryCell.read(row.getBytes(1)), row.getBoolean(2)))
                            : Optional.<Stored>empty();
                }
            }
        });
    }

    private void write(LedgerBatch.Hour hour, long width, boolean closed, SummaryCell cell) {
        var series = hour.series();
        facts.update(
                """
                insert into ledger_cell (tenant, metric, segment, model, width, start, closed, cell)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant, metric, segment, width, start, model)
                do update set closed = excluded.closed, cell = excluded.cell\
                """,
                series.tenant(),
                series.metric(),
                series.segment(),
                series.model(),
                width,
                hour.start(),
                closed,
                cell.bytes());
    }

    /// Hours of which nothing more is expected: all that was logged until their end and the lateness was
    /// read.
    void closeHours() {
        if (!lock()) {
            return;
        }
        long end = expectedFrom() - LedgerBatch.HOUR;
        var hours = cells("""
                select tenant, metric, segment, model, start, cell from ledger_cell cell
                where not closed and width = 3600 and start <= ? and not exists (
                    select from ledger_part part where part.tenant = cell.tenant and part.metric = cell.metric
                        and part.start = cell.start)""", end);
        hours.forEach((hour, cell) -> write(hour, LedgerBatch.HOUR, true, cell.close()));
    }

    /// Days whose hours are over.
    void sumDays() {
        if (!lock()) {
            return;
        }
        long end = Math.floorDiv(expectedFrom(), LedgerBatch.DAY) * LedgerBatch.DAY - LedgerBatch.HOUR;
        var days = new TreeMap<LedgerBatch.Hour, SummaryCell>();
        cells("""
                select tenant, metric, segment, model, start, cell from ledger_cell hour
                where closed and width = 3600 and start <= ? and not exists (
                    select from ledger_cell day where day.tenant = hour.tenant and day.metric = hour.metric
                        and day.segment = hour.segment and day.model = hour.model and day.width = 86400
                        and day.start = hour.start / 86400 * 86400)""", end).forEach((hour, cell) -> days.computeIfAbsent(dayOf(hour), first -> new SummaryCell())
                .merge(cell));
        days.forEach((day, cell) -> write(day, LedgerBatch.DAY, true, cell.close()));
    }

    static LedgerBatch.Hour dayOf(LedgerBatch.Hour hour) {
        return new LedgerBatch.Hour(hour.series(), Math.floorDiv(hour.start(), LedgerBatch.DAY) * LedgerBatch.DAY);
    }

    /// Events of before this second can only be late; far in the past where the topics were never read to
    /// their end.
    private long expectedFrom() {
        return facts.call(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery("select caught_up_at from ledger_progress where name = 'topics'")) {
                return row.next() ? row.getLong(1) - lateness.toSeconds() : 0;
            }
        });
    }

    private Map<LedgerBatch.Hour, SummaryCell> cells(String sql, long until) {
        return facts.call(connection -> {
            var found = new TreeMap<LedgerBatch.Hour, SummaryCell>();
            try (var select = connection.prepareStatement(sql)) {
                select.setLong(1, until);
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        found.put(hour(row), SummaryCell.read(row.getBytes("cell")));
                    }
                }
            }
            return found;
        });
    }

    static LedgerBatch.Hour hour(ResultSet row) throws SQLException {
        return new LedgerBatch.Hour(
                new LedgerSeries(
                        row.getString("tenant"),
                        row.getString("metric"),
                        row.getString("segment"),
                        row.getString("model")),
                row.getLong("start"));
    }

    @Override
    public void deleteOld(Instant now) {
        delete(LedgerBatch.HOUR, now.minus(config.hours()));
        delete(LedgerBatch.DAY, now.minus(config.days()));
    }

    private void delete(long width, Instant before) {
        facts.update("delete from ledger_cell where width = ? and start < ?", width, before.getEpochSecond());
    }
}
