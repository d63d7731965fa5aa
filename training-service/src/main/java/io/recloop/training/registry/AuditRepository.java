package io.recloop.training.registry;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
class AuditRepository implements PanacheRepository<AuditEntity> {
    /// Oldest first.
    List<AuditEntity> of(String tenant, String modelId) {
        return list("tenant = ?1 and modelId = ?2 order by position", tenant, modelId);
    }
}
