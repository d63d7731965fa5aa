package io.recloop.alert.incidents;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How useful the incidents of each rule were to those who responded.
@Singleton
public class RuleStatistics implements PanacheRepositoryBase<Feedback, Feedback.Key> {

    /// @param precision useful of all that were marked; null where none was
    public record OfRule(
            String rule,
            long incidents,
            long acknowledged,
            long useful,
            long noise,
            @Nullable Double precision) {
        private static OfRule of(Object[] row) {
            long useful = ((Number) row[3]).longValue();
            long noise = ((Number) row[4]).longValue();
            return new OfRule(
                    (String) row[0],
                    ((Number) row[1]).longValue(),
                    ((Number) row[2]).longValue(),
                    useful,
                    noise,
                    useful + noise == 0 ? null : (double) useful / (useful + noise));
        }
    }

    /// The noisiest first.
    public List<OfRule> since(String tenant, Instant since) {
        return QuarkusTransaction.requiringNew().call(() -> getEntityManager()
                .createNamedQuery(Feedback.PRECISION, Object[].class)
                .setParameter("tenant", tenant)
                .setParameter("since", since)
                .getResultList()
                .stream()
                .map(OfRule::of)
                .toList());
    }

    void give(UUID incident, String author, boolean useful, Instant now) {
        getEntityManager()
                .createNamedQuery(Feedback.GIVE)
                .setParameter("incident", incident)
                .setParameter("author", author)
                .setParameter("useful", useful)
                .setParameter("now", now)
                .executeUpdate();
    }
}
