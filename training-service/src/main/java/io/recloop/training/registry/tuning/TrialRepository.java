package io.recloop.training.registry.tuning;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

@Singleton
class TrialRepository implements PanacheRepositoryBase<TrialEntity, TrialEntity.Key> {
    void keep(TrialEntity.Key key, String runId, String document, Instant at) {
        getSession()
                .createNamedMutationQuery(TrialEntity.KEEP)
                .setParameter("tenant", key.tenant())
                .setParameter("search", key.search())
                .setParameter("position", key.position())
                .setParameter("document", document)
                .setParameter("runId", runId)
                .setParameter("endedAt", at)
                .executeUpdate();
    }

    List<TrialEntity> of(String tenant, String search) {
        return list("tenant = ?1 and search = ?2 order by position", tenant, search);
    }

    List<TrialEntity> ofRun(String tenant, String runId) {
        return list("tenant = ?1 and runId = ?2 order by search, position", tenant, runId);
    }
}
