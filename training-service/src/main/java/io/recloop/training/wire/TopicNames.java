package io.recloop.training.wire;

import io.recloop.contracts.Topic;

/// The physical names of the topics.
public record TopicNames(String prefix) {
    public String of(Topic topic) {
        return prefix + topic.topicName();
    }

    public String deadLetter(Topic topic) {
        return prefix + topic.deadLetterName();
    }
}
