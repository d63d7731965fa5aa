package io.recloop.training.registry.datasets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "datasets", schema = "training")
@IdClass(DatasetEntity.Key.class)
@NamedNativeQuery(name = DatasetEntity.KEEP, query = """
        insert into training.datasets (tenant, version, run_id, data_through, slice, counts, created_at)
        values (:tenant, :version, :runId, :dataThrough, :slice, cast(:counts as jsonb), :createdAt)
        on conflict (tenant, version) do nothing
        """)
@SuppressWarnings("NullAway.Init")
class DatasetEntity {
    static final String KEEP = "DatasetEntity.keep";

    @Id
    String tenant;

    @Id
    String version;

    @Column(insertable = false, updatable = false)
    long position;

    String runId;
    Instant dataThrough;
    String slice;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Double> counts;

    Instant createdAt;

    record Key(String tenant, String version) {}

    Datasets.Snapshot snapshot() {
        return new Datasets.Snapshot(version, runId, dataThrough, slice, counts, createdAt);
    }
}
