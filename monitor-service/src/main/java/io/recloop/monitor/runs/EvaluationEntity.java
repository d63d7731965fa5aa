package io.recloop.monitor.runs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// An evaluation that was made.
@Entity
@Table(name = "evaluation", schema = "monitor")
@NamedNativeQuery(name = EvaluationEntity.ADD, query = """
        insert into monitor.evaluation (event_id, tenant, evaluated_at, verdict, event)
        values (:id, :tenant, :at, :verdict, cast(:event as jsonb))
        on conflict do nothing
        """)
@SuppressWarnings("NullAway.Init")
class EvaluationEntity {
    static final String ADD = "EvaluationEntity.add";

    @Id
    String eventId;

    String tenant;
    Instant evaluatedAt;
    String verdict;

    @JdbcTypeCode(SqlTypes.JSON)
    String event;
}
