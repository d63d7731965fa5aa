package io.recloop.recommender.catalog;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.recommender.topics.EventDecoder;
import io.recloop.recommender.topics.LastWordReader;
import io.recloop.recommender.topics.LastWords;
import io.recloop.recommender.topics.TopicFollower;
import io.recloop.recommender.topics.TopicFollowers;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Reads `items` into [Catalog].
@Singleton
public final class CatalogReader {
    private final LastWordReader<ItemEvent> reader;
    private final TopicFollower follower;

    CatalogReader(Catalog catalog, TopicFollowers followers, EventDecoder decoder, MeterRegistry metrics) {
        this.reader = new LastWordReader<>(
                new LastWords<>(Topic.ITEMS, ItemEvent.class, catalog::apply, catalog::remove), decoder);
        this.follower = followers.follower(Topic.ITEMS, reader);
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
        return reader.isCaughtUp();
    }
}
