package io.recloop.monitor.checks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// The distributions of the first live interactions under a model, in the form of a bundle's profile.
@Entity
@Table(name = "live_baseline", schema = "monitor")
@IdClass(LiveBaselineEntity.Key.class)
@NamedNativeQuery(name = LiveBaselineEntity.ADD, query = """
        insert into monitor.live_baseline (tenant, model_id, profile)
        values (:tenant, :model, cast(:profile as jsonb)) on conflict do nothing
        """)
@SuppressWarnings("NullAway.Init")
class LiveBaselineEntity {
    static final String ADD = "LiveBaselineEntity.add";

    @Id
    String tenant;

    @Id
    String modelId;

    @JdbcTypeCode(SqlTypes.JSON)
    String profile;

    record Key(String tenant, String modelId) {}
}
