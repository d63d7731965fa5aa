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

    /// The last drift that found the budget exhausted, where no retrain was requested since.
    Optional<String> exhaustedBy(String tenant) {
        return find("""
                        from Remediation e
                        where e.tenant = ?1 and e.reason = 'BUDGET'
                          and not exists (select 1 from Remediation r
                                          where r.tenant = e.tenant and r.decision = 'REQUESTED'
                                            and r.decidedAt >= e.decidedAt)
                        order by e.decidedAt desc""", tenant).firstResultOptional().map(exhausted -> exhausted.driftEventId);
    }

    /// Newest first.
    List<RemediationView> list(String tenant, int limit) {
        return find("tenant = ?1 order by decidedAt desc, driftEventId", tenant).range(0, limit - 1).stream()
                .map(Remediation::view)
                .toList();
    }
}
