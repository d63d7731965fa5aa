package io.recloop.training.registry.replicas;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

@Singleton
class RefusedStatusRepository implements PanacheRepositoryBase<RefusedStatusEntity, RefusedStatusEntity.Key> {}
