package io.recloop.recommender.catalog;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.recommender.topics.KafkaClients;
import io.recloop.recommender.topics.RefusedRecords;
import io.recloop.recommender.topics.TopicFollower;
import io.recloop.recommender.topics.TopicNames;
import io.recloop.recommender.topics.TopicReader;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads `items` from its beginning, for ever.
@Singleton
public final class CatalogFollowing implements TopicReader {
    private final Catalog catalog;
    private final RefusedRecords refused;
    private final Clock clock;
    private final TopicFollower follower;
    private volatile boolean caughtUp;

    CatalogFollowing(
            Catalog catalog,
            RefusedRecords refused,
            Clock clock,
            KafkaClients clients,
            TopicNames names,
            MeterRegistry metrics) {
        this.catalog = catalog;
        this.refused = refused;
        this.clock = clock;
        this.follower = new TopicFollower(clients, names.of(Topic.ITEMS), this);
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
        return caughtUp;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            removeByKey(record.key());
            return;
        }
        try {
            catalog.apply(EventCodec.read(ItemEvent.class, record.value(), clock.instant()));
        } catch (InvalidEventException e) {
            refused.count(Topic.ITEMS, e);
        }
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
    }

    /// A tombstone has no value: tenant and item are in the key, `tenant/item`.
    private void removeByKey(byte[] key) {
        if (key == null) {
            return;
        }
        var text = new String(key, StandardCharsets.UTF_8);
        int slash = text.indexOf('/');
        if (slash > 0) {
            catalog.remove(text.substring(0, slash), text.substring(slash + 1));
        }
    }
}
