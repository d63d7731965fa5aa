package io.recloop.monitor.ledger;

import io.recloop.contracts.events.RecommendationEvent;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.summaries.SummaryCell;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Who was answered in which minute, and how: a sample of people, complete where there are few (some 180 in
/// a window). Who has no name is a person of one request. Thread-safe.
@Singleton
public final class AnsweredPeople implements Retention {
    private static final long MINUTE = 60;
    private static final Duration KEPT = Duration.ofDays(30);
    // Short: the sample has room for the more people.
    private static final String PERSONAL = "p";
    private static final String FALLBACK = "f";
    private static final String FAILED = "e";

    private final FactStore facts;

    AnsweredPeople(FactStore facts) {
        this.facts = facts;
    }

    /// @param people       estimated where there are more than the sample holds
    /// @param servedPeople of them, those who were served
    public record Found(long people, long servedPeople, double failedShare, double fallbackShare) {}

    private record Key(String tenant, long minute) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::tenant).thenComparing(Key::minute).compare(this, other);
        }
    }

    /// In the transaction of the facts; one reader at a time writes.
    void add(List<RecommendationsServed> served, List<RecommendationFailed> failed, PersonHashes.Hasher hasher) {
        // Sorted, so that two transactions lock rows in the same order.
        var cells = new TreeMap<Key, SummaryCell>();
        served.forEach(one -> add(cells, one, one.strategy().fallback() ? FALLBACK : PERSONAL, hasher));
        failed.stream().filter(one -> one.status() >= 500).forEach(one -> add(cells, one, FAILED, hasher));
        cells.forEach((key, cell) -> stored(key).forEach(cell::merge));
        facts.batch("""
            insert into answered_people (tenant, minute, cell) values (?, ?, ?)
            on conflict (tenant, minute) do update set cell = excluded.cell\
            """, cells.entrySet(), (insert, row) -> {
            insert.setString(1, row.getKey().tenant);
            insert.setLong(2, row.getKey().minute);
            insert.setBytes(3, row.getValue().bytes());
        });
    }

    private static void add(
            Map<Key, SummaryCell> cells, RecommendationEvent one, String how, PersonHashes.Hasher hasher) {
        var user = one.user();
        long person = hasher.of(one.tenant(), user == null ? "request/" + one.requestId() : user);
        long minute = Math.floorDiv(one.occurredAt().getEpochSecond(), MINUTE) * MINUTE;
        cells.computeIfAbsent(new Key(one.tenant(), minute), first -> new SummaryCell())
                .event()
                .row(person, how);
    }

    private List<SummaryCell> stored(Key key) {
        return cells(key.tenant, key.minute, key.minute + MINUTE);
    }

    private List<SummaryCell> cells(String tenant, long from, long to) {
        return facts.call(connection -> {
            try (var select = connection.prepareStatement(
                    "select cell from answered_people where tenant = ? and minute >= ? and minute < ?")) {
                select.setString(1, tenant);
                select.setLong(2, from);
                select.setLong(3, to);
                try (var row = select.executeQuery()) {
                    var cells = new java.util.ArrayList<SummaryCell>();
                    while (row.next()) {
                        cells.add(SummaryCell.read(row.getBytes(1)));
                    }
                    return cells;
                }
            }
        });
    }

    /// @param from in seconds since 1970; the minutes that begin from there on
    public Found in(String tenant, long from, long to) {
        var all = new SummaryCell();
        cells(tenant, from, to).forEach(all::merge);
        var sample = all.sample();
        if (sample.isEmpty()) {
            return new Found(0, 0, Double.NaN, Double.NaN);
        }
        var people = sample.get().people();
        long failed = people.values().stream()
                .filter(rows -> rows.containsKey(FAILED))
                .count();
        long served = people.values().stream()
                .filter(rows -> rows.containsKey(PERSONAL) || rows.containsKey(FALLBACK))
                .count();
        long impersonal = people.values().stream()
                .filter(rows -> rows.containsKey(FALLBACK) && !rows.containsKey(PERSONAL))
                .count();
        double scale = sample.get().isComplete() ? 1 : scale(people.keySet());
        return new Found(
                Math.round(people.size() * scale),
                Math.round(served * scale),
                (double) failed / people.size(),
                (double) impersonal / served);
    }

    /// The smallest hashes of all people fill this share of the range of hashes.
    private static double scale(Iterable<Long> people) {
        double largest = 1;
        for (long person : people) {
            largest = Math.max(largest, (person >>> 1) * 2.0);
        }
        return Math.max(1, 0x1p64 / largest);
    }

    @Override
    public void deleteOld(Instant now) {
        facts.update(
                "delete from answered_people where minute < ?", now.minus(KEPT).getEpochSecond());
    }
}
