package io.recloop.recommender.topics;

import static java.util.Objects.requireNonNull;

import io.recloop.contracts.Topic;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/// What a topic is called on the broker.
@Singleton
public final class TopicNames {
    private final Map<Topic, String> names = new EnumMap<>(Topic.class);

    TopicNames(TopicsConfig config) {
        var prefix = config.topicPrefix().orElse("");
        for (var topic : Topic.values()) {
            names.put(topic, prefix + topic.topicName());
        }
    }

    public String of(Topic topic) {
        return requireNonNull(names.get(topic));
    }
}
