package io.recloop.training.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Trials of tunings, as the documents that tuning writes. Thread-safe.
@Singleton
public final class Trials {
    private final Jdbi database;
    private final Clock clock;

    @Inject
    public Trials(Jdbi database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Once for a search and a position; durable when it returns.
    ///
    /// @param search what all trials that can go on from each other have in common
    public void append(String tenant, String search, int position, String runId, Object trial) {
        database.useHandle(handle -> handle.createUpdate("""
                        insert into training.trials (search, tenant, position, document, run_id, ended_at)
                        values (:search, :tenant, :position, cast(:document as jsonb), :run, :at)
                        on conflict (tenant, search, position) do update
                        set document = excluded.document, run_id = excluded.run_id, ended_at = excluded.ended_at
                        """)
                .bind("search", search)
                .bind("tenant", tenant)
                .bind("position", position)
                .bind("document", Document.write(trial))
                .bind("run", runId)
                .bind("at", Document.utc(clock.instant()))
                .execute());
    }

    /// In their order.
    public <T> List<T> of(String tenant, String search, Class<T> type) {
        return database.withHandle(handle -> handle.createQuery("""
                        select document from training.trials where tenant = :tenant and search = :search
                        order by position
                        """)
                .bind("tenant", tenant)
                .bind("search", search)
                .map((row, context) -> read(row.getString("document"), type))
                .list());
    }

    /// Those that a run did itself.
    public List<JsonNode> ofRun(String tenant, String runId) {
        return database.withHandle(handle -> handle.createQuery("""
                        select document from training.trials where tenant = :tenant and run_id = :run
                        order by search, position
                        """)
                .bind("tenant", tenant)
                .bind("run", runId)
                .map((row, context) -> read(row.getString("document"), JsonNode.class))
                .list());
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return EventCodec.JSON.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
