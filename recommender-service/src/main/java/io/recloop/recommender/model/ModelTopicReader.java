package io.recloop.recommender.model;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ModelEvent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ShadowAnnounced;
import io.recloop.recommender.topics.EventDecoder;
import io.recloop.recommender.topics.TopicFollower;
import io.recloop.recommender.topics.TopicFollowers;
import io.recloop.recommender.topics.TopicReader;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// Hears of models. At the start only the newest of each tenant counts; from then on every one.
@Singleton
public final class ModelTopicReader implements TopicReader {
    private static final Logger LOG = Logger.getLogger(ModelTopicReader.class);

    private final ModelLoader loading;
    private final ShadowLoader shadows;
    private final EventDecoder decoder;
    private final TopicFollower follower;

    /// Tenant to the newest announcement of what was there at the start; the follower's thread alone touches it.
    private final Map<String, ModelPublished> newest = new HashMap<>();

    /// The same of models on trial.
    private final Map<String, ShadowAnnounced> newestShadow = new HashMap<>();

    private volatile boolean caughtUp;
    private volatile boolean settled;

    ModelTopicReader(ModelLoader loading, ShadowLoader shadows, EventDecoder decoder, TopicFollowers followers) {
        this.loading = loading;
        this.shadows = shadows;
        this.decoder = decoder;
        this.follower = followers.follower(Topic.MODEL_PUBLISHED, this);
    }

    void start(@Observes StartupEvent started) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        follower.close();
    }

    /// Whether each model that had been announced before the start serves or has been refused. Once so, always so:
    /// later a model takes over from the one before it, and the tenant is never without an answer.
    public boolean isSettled() {
        if (!settled && caughtUp && loading.isDecided()) {
            settled = true;
        }
        return settled;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            LOG.infof("offset=%d takes a tenant's model back: what serves goes on serving", record.offset());
            return;
        }
        decoder.decode(Topic.MODEL_PUBLISHED, ModelEvent.class, record.value())
                .ifPresentOrElse(
                        this::hear, () -> LOG.warnf("offset=%d: an announcement that cannot be read", record.offset()));
    }

    private void hear(ModelEvent event) {
        switch (event) {
            case ModelPublished announced when caughtUp -> loading.request(announced);
            case ModelPublished announced ->
                newest.merge(
                        announced.tenant(),
                        announced,
                        (one, other) -> other.generation() >= one.generation() ? other : one);
            case ShadowAnnounced announced when caughtUp -> shadows.request(announced);
            case ShadowAnnounced announced -> newestShadow.put(announced.tenant(), announced);
        }
    }

    @Override
    public void caughtUp() {
        // Asked for before it is said, so that nobody sees "caught up" with nothing left to decide.
        newest.values().forEach(loading::request);
        newest.clear();
        newestShadow.values().forEach(shadows::request);
        newestShadow.clear();
        caughtUp = true;
    }
}
