package io.recloop.recommender.rules;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RuleEvent;
import io.recloop.recommender.topics.EventDecoder;
import io.recloop.recommender.topics.LastWordReader;
import io.recloop.recommender.topics.LastWords;
import io.recloop.recommender.topics.TopicFollower;
import io.recloop.recommender.topics.TopicFollowers;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Reads `rules` into [Rules].
@Singleton
public final class RuleTopicReader {
    private final LastWordReader<RuleEvent> reader;
    private final TopicFollower follower;

    RuleTopicReader(Rules rules, TopicFollowers followers, EventDecoder decoder, MeterRegistry metrics) {
        this.reader = new LastWordReader<>(
                new LastWords<>(Topic.RULES, RuleEvent.class, rules::apply, rules::forget), decoder);
        this.follower = followers.follower(Topic.RULES, reader);
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
        return reader.isCaughtUp();
    }
}
