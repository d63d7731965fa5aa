package io.recloop.training.interactions;

import java.time.Instant;

/// The life of one topic on one cluster. Offsets mean something only within it: a topic that was deleted and created
/// again, or a wiped broker, begins another.
///
/// @param name `epoch-0001`, …, a folder of the lake
record Epoch(String name, String clusterId, String topicId, Instant since) {
    boolean isOf(TopicIdentity topic) {
        return clusterId.equals(topic.clusterId()) && topicId.equals(topic.topicId());
    }

    /// What the broker says a topic is.
    record TopicIdentity(String clusterId, String topicId) {}
}
