package io.recloop.training.registry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What happened to each model, when, by whom and why; rows are added and never changed. Thread-safe.
@Singleton
public final class Audit {
    private final Jdbi database;
    private final Clock clock;

    @Inject
    public Audit(Jdbi database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @param what   for example `trained`, `announced as generation 3`, `superseded`
    /// @param status of the model after it
    public record Entry(Instant at, String who, String what, Model.Status status, String why) {}

    /// In the transaction of the change itself: what is in the trail happened, and what happened is in it.
    void note(Handle handle, String tenant, String modelId, String who, String what, Model.Status status, String why) {
        handle.createUpdate("""
                        insert into training.audit (tenant, model_id, at, who, what, status, why)
                        values (:tenant, :model, :at, :who, :what, :status, :why)
                        """)
                .bind("tenant", tenant)
                .bind("model", modelId)
                .bind("at", Document.utc(clock.instant()))
                .bind("who", who)
                .bind("what", what)
                .bind("status", status.name())
                .bind("why", why)
                .execute();
    }

    /// Oldest first.
    public List<Entry> of(String tenant, String modelId) {
        return database.withHandle(handle -> handle.createQuery("""
                        select at, who, what, status, why from training.audit
                        where tenant = :tenant and model_id = :model order by position
                        """)
                .bind("tenant", tenant)
                .bind("model", modelId)
                .map((row, context) -> new Entry(
                        Document.time(row, "at"),
                        row.getString("who"),
                        row.getString("what"),
                        Model.Status.valueOf(row.getString("status")),
                        row.getString("why")))
                .list());
    }
}
