package io.recloop.training.registry.datasets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.training.registry.RegistryJson;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
class DatasetRepository implements PanacheRepositoryBase<DatasetEntity, DatasetEntity.Key> {
    void keep(String tenant, Datasets.Snapshot snapshot) {
        getSession()
                .createNamedMutationQuery(DatasetEntity.KEEP)
                .setParameter("tenant", tenant)
                .setParameter("version", snapshot.version())
                .setParameter("runId", snapshot.runId())
                .setParameter("dataThrough", snapshot.dataThrough())
                .setParameter("slice", snapshot.slice())
                .setParameter("counts", RegistryJson.write(snapshot.counts()), String.class)
                .setParameter("createdAt", snapshot.createdAt())
                .executeUpdate();
    }

    /// Newest first.
    List<DatasetEntity> newest(String tenant, int limit) {
        return find("tenant = ?1 order by position desc", tenant).page(0, limit).list();
    }

    Optional<DatasetEntity> of(String tenant, String version) {
        return find("tenant = ?1 and version = ?2", tenant, version).firstResultOptional();
    }
}
