package io.recloop.recommender.rules;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.contracts.events.RuleEvent;
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

/// Reads `rules` from its beginning, for ever.
@Singleton
public final class RuleFollowing implements TopicReader {
    private final Rules rules;
    private final RefusedRecords refused;
    private final Clock clock;
    private final TopicFollower follower;
    private volatile boolean caughtUp;

    RuleFollowing(
            Rules rules,
            RefusedRecords refused,
            Clock clock,
            KafkaClients clients,
            TopicNames names,
            MeterRegistry metrics) {
        this.rules = rules;
        this.refused = refused;
        this.clock = clock;
        this.follower = new TopicFollower(clients, names.of(Topic.RULES), this);
        metrics.gauge("recloop.rules", rules, Rules::size);
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
            forgetByKey(record.key());
            return;
        }
        try {
            rules.apply(EventCodec.read(RuleEvent.class, record.value(), clock.instant()));
        } catch (InvalidEventException e) {
            refused.count(Topic.RULES, e);
        }
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
    }

    /// A tombstone has no value: tenant and rule are in the key, `tenant/rule`.
    private void forgetByKey(byte[] key) {
        if (key == null) {
            return;
        }
        var text = new String(key, StandardCharsets.UTF_8);
        int slash = text.indexOf('/');
        if (slash > 0) {
            rules.forget(text.substring(0, slash), text.substring(slash + 1));
        }
    }
}
