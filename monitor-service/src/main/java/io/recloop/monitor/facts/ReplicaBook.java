package io.recloop.monitor.facts;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/// Reads back what replicas say that they serve. Thread-safe.
@Singleton
@Transactional
public class ReplicaBook {
    private final ReplicaRepository rows;

    @Inject
    ReplicaBook(ReplicaRepository rows) {
        this.rows = rows;
    }

    public List<String> tenants() {
        return rows.tenants();
    }

    public List<ReplicaWord> of(String tenant) {
        return rows.words(tenant);
    }
}
