package io.recloop.scheduler.remediation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
class RemediationRepository implements PanacheRepositoryBase<Remediation, String> {

    boolean exists(String driftEventId) {
        return count("driftEventId", driftEventId) > 0;
    }

    Optional<Instant> lastRequest(String tenant) {
        return Optional.ofNullable(getEntityManager()
                .createQuery(
                        "select max(decidedAt) from Remediation where tenant = :tenant and decision = 'REQUESTED'",
                        Instant.class)
                .setParameter("tenant", tenant)
                .getSingleResult());
    }

    int requestsSince(String tenant, Instant since) {
        return Math.toIntExact(count("tenant = ?1 and decision = 'REQUESTED' and decidedAt > ?2", tenant, since));
    }

    /// Newest first.
    List<RemediationView> list(String tenant, int limit) {
        return find("tenant = ?1 order by decidedAt desc, driftEventId", tenant).range(0, limit - 1).stream()
                .map(Remediation::view)
                .toList();
    }
}
