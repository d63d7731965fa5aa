package io.recloop.recommender.topics;

import io.recloop.contracts.Topic;
import io.recloop.kit.topics.TopicNames;
import jakarta.inject.Singleton;

/// Makes followers of topics.
@Singleton
public final class TopicFollowers {
    private final ConsumerFactory consumers;
    private final TopicNames names;

    TopicFollowers(ConsumerFactory consumers, TopicNames names) {
        this.consumers = consumers;
        this.names = names;
    }

    /// @return not started yet
    public TopicFollower follower(Topic topic, TopicReader reader) {
        return new TopicFollower(consumers::consumer, names.of(topic), reader);
    }
}
