package io.recloop.monitor.ledger;

import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.summaries.SummaryCell;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;

/// Takes a person out of what monitor-service keeps: their rows among the facts, and their rows in the
/// samples of cells. Counts and registers of HyperLogLog stay: they hold nobody's hash.
@Singleton
public class PersonErasure {
    private final FactStore facts;
    private final PersonHashes hashes;

    PersonErasure(FactStore facts, PersonHashes hashes) {
        this.facts = facts;
        this.hashes = hashes;
    }

    private static final String LEDGER = "and metric not in ('%s', '%s', '%s')"
            .formatted(
                    LedgerMetric.ANSWERS_LATENCY.code(),
                    LedgerMetric.ANSWERS_SCORE.code(),
                    LedgerMetric.OUTCOMES_ERROR.code());

    private record Place(String id, SummaryCell cell) {}

    /// @return how many rows and cells held the person
    @Transactional
    public int erase(String tenant, String user) {
        long person = hashes.hasher().of(tenant, user);
        int changed = facts.update("delete from interaction_fact where tenant = ? and person = ?", tenant, person);
        // Nothing may be folded from a part that is looked at here into an hour that was.
        facts.call(connection -> {
            try (var lock = connection.createStatement()) {
                return lock.execute("lock table ledger_part, ledger_cell, answered_people in exclusive mode");
            }
        });
        return changed
                + erase(tenant, person, "ledger_part", LEDGER)
                + erase(tenant, person, "ledger_cell", LEDGER)
                + erase(tenant, person, "answered_people", "");
    }

    /// @param sampled which cells may hold a person
    private int erase(String tenant, long person, String table, String sampled) {
        var changed = facts.call(connection -> {
            var places = new ArrayList<Place>();
            try (var select = connection.prepareStatement(
                    "select ctid::text, cell from %s where tenant = ? %s".formatted(table, sampled))) {
                select.setString(1, tenant);
                select.setFetchSize(500);
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        var cell = SummaryCell.read(row.getBytes(2));
                        if (cell.erase(person)) {
                            places.add(new Place(row.getString(1), cell));
                        }
                    }
                }
            }
            return places;
        });
        changed.forEach(place -> facts.update(
                "update %s set cell = ? where ctid = cast(? as tid)".formatted(table),
                place.cell().bytes(),
                place.id()));
        return changed.size();
    }
}
