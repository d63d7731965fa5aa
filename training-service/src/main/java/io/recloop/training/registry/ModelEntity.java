package io.recloop.training.registry;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "models", schema = "training")
@NamedNativeQuery(name = ModelEntity.NEVER_ANNOUNCED, resultClass = ModelEntity.class, query = """
        select distinct on (tenant) * from training.models m
        where status = 'CANDIDATE' and manifest_sha256 is not null
            and not exists (select 1 from training.deployments d
                where d.tenant = m.tenant and d.deployed_at > m.created_at)
        order by tenant, created_at desc
        """)
@NamedNativeQuery(name = ModelEntity.SUPERSEDE, resultClass = String.class, query = """
        update training.models set status = 'SUPERSEDED', changed_at = :at
        where tenant = :tenant and status in ('PUBLISHED', 'PUBLISHING') and model_id <> :modelId
        returning model_id
        """)
@SuppressWarnings("NullAway.Init")
class ModelEntity {
    static final String NEVER_ANNOUNCED = "ModelEntity.neverAnnounced";
    static final String SUPERSEDE = "ModelEntity.supersede";

    @Id
    String modelId;

    String tenant;

    @Enumerated(EnumType.STRING)
    Model.Status status;

    String algorithm;
    String runId;
    String datasetVersion;
    Instant dataThrough;

    @Nullable
    String parentModelId;

    @Nullable
    String codeVersion;

    @Nullable
    String tuningTrial;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Double> parameters;

    @JdbcTypeCode(SqlTypes.JSON)
    Quality metrics;

    @JdbcTypeCode(SqlTypes.JSON)
    Judgement gate;

    @Nullable
    String uri;

    @Nullable
    String manifestSha256;

    Instant createdAt;
    String createdBy;
    String reason;
    Instant changedAt;

    static ModelEntity of(Model model) {
        var row = new ModelEntity();
        row.modelId = model.modelId();
        row.tenant = model.tenant();
        row.status = model.status();
        row.algorithm = model.algorithm();
        row.runId = model.runId();
        row.datasetVersion = model.datasetVersion();
        row.dataThrough = model.dataThrough();
        row.parentModelId = model.parentModelId();
        row.codeVersion = model.codeVersion();
        row.tuningTrial = model.tuningTrial();
        row.parameters = model.parameters();
        row.metrics = model.metrics();
        row.gate = model.gate();
        row.uri = model.uri();
        row.manifestSha256 = model.manifestSha256();
        row.createdAt = model.createdAt();
        row.createdBy = model.createdBy();
        row.reason = model.reason();
        row.changedAt = model.createdAt();
        return row;
    }

    Model model() {
        return new Model(
                modelId,
                tenant,
                status,
                algorithm,
                runId,
                datasetVersion,
                dataThrough,
                parentModelId,
                codeVersion,
                tuningTrial,
                parameters,
                metrics,
                gate,
                uri,
                manifestSha256,
                createdAt,
                createdBy,
                reason);
    }
}
