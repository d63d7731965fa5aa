package io.recloop.alert.incidents;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/// All alerts with one fingerprint. The row is locked while one of its events takes effect, so that replicas take
/// turns.
@Entity
@DynamicUpdate
@Table(schema = "alert", name = "trouble")
@IdClass(AlertGroup.Key.class)
@NamedNativeQuery(name = AlertGroup.ENSURE, query = """
                insert into alert.trouble (tenant, fingerprint)
                select distinct tenant, fingerprint
                from json_to_recordset(cast(:keys as json)) as k(tenant text, fingerprint text)
                order by tenant, fingerprint on conflict do nothing""")
@NamedNativeQuery(name = AlertGroup.LOCK, resultClass = AlertGroup.class, query = """
                select t.* from alert.trouble t
                where (tenant, fingerprint) in (
                    select tenant, fingerprint
                    from json_to_recordset(cast(:keys as json)) as k(tenant text, fingerprint text))
                order by tenant, fingerprint for update""")
@NamedNativeQuery(name = AlertGroup.TRY_LOCK, resultClass = AlertGroup.class, query = """
                select * from alert.trouble where tenant = :tenant and fingerprint = :fingerprint
                for update skip locked""")
class AlertGroup {
    static final String ENSURE = "AlertGroup.ensure";
    static final String LOCK = "AlertGroup.lock";
    static final String TRY_LOCK = "AlertGroup.tryLock";

    record Key(String tenant, String fingerprint) {}

    @Id
    String tenant;

    @Id
    String fingerprint;

    int episodes;

    @Nullable
    Instant lastResolvedAt;

    @Nullable
    Instant flappingSince;

    /// The one of which it was said that it flaps.
    @Nullable
    UUID flappingIncident;

    @SuppressWarnings("NullAway.Init")
    protected AlertGroup() {}

    GroupState state(Optional<Incident> open) {
        return new GroupState(episodes, Optional.ofNullable(lastResolvedAt), open.map(Incident::openEpisode));
    }

    Key key() {
        return new Key(tenant, fingerprint);
    }

    boolean isFlapping() {
        return flappingSince != null;
    }

    /// For timers, whose subject is an id.
    UUID id() {
        return UUID.nameUUIDFromBytes((tenant + "/" + fingerprint).getBytes(StandardCharsets.UTF_8));
    }

    void begun(int episode) {
        episodes = episode;
    }

    /// Remembers the latest, by the clock of the source.
    void resolvedAt(Instant at) {
        if (lastResolvedAt == null || at.isAfter(lastResolvedAt)) {
            lastResolvedAt = at.truncatedTo(ChronoUnit.MICROS);
        }
    }
}
