package io.recloop.training.registry;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "open_alerts", schema = "training")
@NamedQuery(name = OpenAlertEntity.RAISE, query = """
        insert into OpenAlertEntity (fingerprint, tenant, rule, raisedAt)
        values (:fingerprint, :tenant, :rule, :raisedAt)
        on conflict (fingerprint) do nothing
        """)
@SuppressWarnings("NullAway.Init")
class OpenAlertEntity {
    static final String RAISE = "OpenAlertEntity.raise";

    @Id
    String fingerprint;

    String tenant;
    String rule;
    Instant raisedAt;
}
