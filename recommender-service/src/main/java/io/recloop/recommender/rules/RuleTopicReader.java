package io.recloop.recommender.rules;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RuleEvent;
import io.recloop.recommender.topics.CompactedFollower;
import io.recloop.recommender.topics.CompactedTopics;
import io.recloop.recommender.topics.LastWords;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Reads `rules` into [Rules].
@Singleton
public final class RuleTopicReader {
    private final CompactedFollower follower;

    RuleTopicReader(Rules rules, CompactedTopics topics, MeterRegistry metrics) {
        this.follower = topics.follower(new LastWords<>(Topic.RULES, RuleEvent.class, rules::apply, rules::forget));
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
        return follower.isCaughtUp();
    }
}
