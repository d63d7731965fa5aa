package io.recloop.training.registry.tuning;

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
@Table(name = "tuned", schema = "training")
@IdClass(TunedEntity.Key.class)
@NamedNativeQuery(name = TunedEntity.KEEP, query = """
        insert into training.tuned (tenant, algorithm, run_id, trial, settings, ndcg, tuned_at)
        values (:tenant, :algorithm, :runId, :trial, cast(:settings as jsonb), :ndcg, :tunedAt)
        on conflict (tenant, algorithm) do update
        set run_id = excluded.run_id, trial = excluded.trial, settings = excluded.settings,
            ndcg = excluded.ndcg, tuned_at = excluded.tuned_at
        """)
@SuppressWarnings("NullAway.Init")
class TunedEntity {
    static final String KEEP = "TunedEntity.keep";

    @Id
    String tenant;

    @Id
    String algorithm;

    String runId;
    String trial;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Double> settings;

    double ndcg;
    Instant tunedAt;

    record Key(String tenant, String algorithm) {}
}
