package io.recloop.monitor.runs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run of drift-detection that was asked for.
@Entity
@Table(name = "drift_run", schema = "monitor")
@NamedQuery(name = DriftRunEntity.NOTE, query = """
        insert into DriftRunEntity (runId, tenant, requestedAt, status)
        values (:runId, :tenant, :at, :status)
        on conflict (runId) do update set status = excluded.status
        where excluded.status = 'finished'
        """)
@NamedQuery(name = DriftRunEntity.START, query = """
        update DriftRunEntity set status = 'started', startedAt = coalesce(startedAt, :now)
        where runId = :runId and status in ('requested', 'started')
        """)
@NamedQuery(name = DriftRunEntity.FINISH, query = """
        update DriftRunEntity set status = 'finished'
        where runId = :runId and status in ('requested', 'started')
        """)
@SuppressWarnings("NullAway.Init")
class DriftRunEntity {
    static final String NOTE = "DriftRunEntity.note";
    static final String START = "DriftRunEntity.start";
    static final String FINISH = "DriftRunEntity.finish";

    static final String REQUESTED = "requested";
    static final String FINISHED = "finished";

    @Id
    String runId;

    String tenant;
    Instant requestedAt;
    String status;

    @Nullable
    Instant startedAt;
}
