package io.recloop.recommender.topics;

import io.recloop.contracts.Topic;
import jakarta.inject.Singleton;

/// What a topic is called on the broker.
@Singleton
public final class TopicNames {
    private final String prefix;

    TopicNames(TopicsConfig config) {
        this.prefix = config.topicPrefix().orElse("");
    }

    public String of(Topic topic) {
        return prefix + topic.topicName();
    }
}
