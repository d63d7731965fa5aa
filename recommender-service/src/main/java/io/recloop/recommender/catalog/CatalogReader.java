package io.recloop.recommender.catalog;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.recommender.topics.CompactedFollower;
import io.recloop.recommender.topics.CompactedTopics;
import io.recloop.recommender.topics.LastWords;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Reads `items` into [Catalog].
@Singleton
public final class CatalogReader {
    private final CompactedFollower follower;

    CatalogReader(Catalog catalog, CompactedTopics topics, MeterRegistry metrics) {
        this.follower = topics.follower(new LastWords<>(Topic.ITEMS, ItemEvent.class, catalog::apply, catalog::remove));
        metrics.gauge("recloop.catalog.items", catalog, Catalog::size);
    }

    void start(@Observes StartupEvent started) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        follower.close();
    }

    /// Whether what was there at the start has been read.
    public boolean isCaughtUp() {
        return follower.isCaughtUp();
    }
}
