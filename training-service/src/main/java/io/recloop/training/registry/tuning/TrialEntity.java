package io.recloop.training.registry.tuning;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "trials", schema = "training")
@IdClass(TrialEntity.Key.class)
@NamedNativeQuery(name = TrialEntity.KEEP, query = """
        insert into training.trials (tenant, search, position, document, run_id, ended_at)
        values (:tenant, :search, :position, cast(:document as jsonb), :runId, :endedAt)
        on conflict (tenant, search, position) do update
        set document = excluded.document, run_id = excluded.run_id, ended_at = excluded.ended_at
        """)
@SuppressWarnings("NullAway.Init")
class TrialEntity {
    static final String KEEP = "TrialEntity.keep";

    @Id
    String tenant;

    @Id
    String search;

    @Id
    int position;

    /// The trial as tuning writes it.
    @JdbcTypeCode(SqlTypes.JSON)
    String document;

    String runId;
    Instant endedAt;

    record Key(String tenant, String search, int position) {}
}
