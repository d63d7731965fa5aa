package io.recloop.recommender.model;

import io.recloop.recommender.catalog.Catalog;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Keeps what the models of all tenants take within a bound: the one that nobody has read for the longest time makes
/// room. Mapped files do not count, the operating system looks after those.
@Singleton
final class MemoryBudget {
    private static final Logger LOG = Logger.getLogger(MemoryBudget.class);

    private final Models models;
    private final Shadows shadows;
    private final Catalog catalog;
    private final ModelMetrics metrics;
    private final long maxBytes;

    MemoryBudget(Models models, Shadows shadows, Catalog catalog, ModelMetrics metrics, ModelConfig config) {
        this.models = models;
        this.shadows = shadows;
        this.catalog = catalog;
        this.metrics = metrics;
        this.maxBytes = config.maxBytes().orElseGet(() -> Runtime.getRuntime().maxMemory() / 2);
        metrics.budget(this::residentBytes, maxBytes);
    }

    private long residentBytes() {
        return models.residentBytes() + shadows.residentBytes();
    }

    /// For a model on trial, which is worth no other.
    boolean hasRoomFor(long bytes) {
        return residentBytes() + bytes <= maxBytes;
    }

    /// Evicts until the rest fits, models on trial first. A single model stays, however large: what serves is worth
    /// more than a bound.
    void makeRoom() {
        while (residentBytes() > maxBytes) {
            if (shadows.giveUpOne()) {
                continue;
            }
            var idlest = models.idlest();
            if (idlest.isEmpty()) {
                LOG.warnf(
                        "bytes=%d maxBytes=%d: one model takes more than all may: give the service more memory",
                        residentBytes(), maxBytes);
                return;
            }
            evict(idlest.get());
        }
    }

    private void evict(ServingModel model) {
        var tenant = model.manifest().tenant();
        models.evict(tenant);
        catalog.detach(tenant, model.catalog());
        metrics.evicted();
        LOG.infof(
                "tenant=%s modelId=%s bytes=%d makes room: it comes back when it is asked for",
                tenant, model.modelId(), model.memory().residentBytes());
    }
}
