package io.recloop.training.registry.tuning;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.training.registry.RegistryJson;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
class TunedRepository implements PanacheRepositoryBase<TunedEntity, TunedEntity.Key> {
    void keep(String tenant, Tuned.Best best) {
        getSession()
                .createNamedMutationQuery(TunedEntity.KEEP)
                .setParameter("tenant", tenant)
                .setParameter("algorithm", best.algorithm())
                .setParameter("runId", best.runId())
                .setParameter("trial", best.trial())
                .setParameter("settings", RegistryJson.write(best.settings()), String.class)
                .setParameter("ndcg", best.ndcg())
                .setParameter("tunedAt", best.tunedAt())
                .executeUpdate();
    }

    Optional<TunedEntity> of(String tenant, String algorithm) {
        return find("tenant = ?1 and algorithm = ?2", tenant, algorithm).firstResultOptional();
    }
}
