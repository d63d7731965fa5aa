package io.recloop.training.registry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// What happened to each model, when, by whom and why; rows are added and never changed. Thread-safe.
@Singleton
@Transactional
public class Audit {
    private final AuditRepository rows;
    private final Clock clock;

    @Inject
    Audit(AuditRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /// @param what   for example `trained`, `announced as generation 3`, `superseded`
    /// @param status of the model after it
    public record Entry(Instant at, String who, String what, Model.Status status, String why) {}

    /// In the transaction of the change itself: what is in the trail happened, and what happened is in it.
    @Transactional(Transactional.TxType.MANDATORY)
    void note(String tenant, String modelId, String who, String what, Model.Status status, String why) {
        var row = new AuditEntity();
        row.tenant = tenant;
        row.modelId = modelId;
        row.at = clock.instant();
        row.who = who;
        row.what = what;
        row.status = status;
        row.why = why;
        rows.persist(row);
    }

    /// Oldest first.
    public List<Entry> of(String tenant, String modelId) {
        return rows.of(tenant, modelId).stream()
                .map(row -> new Entry(row.at, row.who, row.what, row.status, row.why))
                .toList();
    }
}
