package io.recloop.training.registry.datasets;

import io.recloop.training.registry.Quality;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "evaluations", schema = "training")
@NamedNativeQuery(name = EvaluationEntity.ADD, query = """
        insert into training.evaluations (run_id, tenant, model_id, dataset_version, slice, metrics, evaluated_at)
        values (:runId, :tenant, :modelId, :datasetVersion, :slice, cast(:metrics as jsonb), :evaluatedAt)
        on conflict (run_id) do nothing
        """)
@SuppressWarnings("NullAway.Init")
class EvaluationEntity {
    static final String ADD = "EvaluationEntity.add";

    @Id
    String runId;

    String tenant;
    String modelId;
    String datasetVersion;
    String slice;

    @JdbcTypeCode(SqlTypes.JSON)
    Quality metrics;

    Instant evaluatedAt;
}
