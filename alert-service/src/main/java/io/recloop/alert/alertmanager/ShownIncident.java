package io.recloop.alert.alertmanager;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// What of an incident is shown as an alert. Read only.
@Entity
@Immutable
@Table(schema = "alert", name = "incident")
class ShownIncident {
    @Id
    UUID id;

    String tenant;
    String fingerprint;
    String rule;
    String severity;
    String source;
    String summary;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> labels;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> details;

    Instant openedAt;
    Instant lastSeenAt;

    @Nullable
    Instant resolvedAt;

    @SuppressWarnings("NullAway.Init")
    protected ShownIncident() {}
}
