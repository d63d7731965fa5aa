package io.recloop.training.interactions;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// Asks the broker which topic a name stands for.
final class TopicIdentities {
    private TopicIdentities() {}

    /// @throws IllegalStateException where the broker does not say
    static Epoch.TopicIdentity ask(Admin admin, String topic) throws InterruptedException {
        try {
            var descriptions = admin.describeTopics(List.of(topic)).allTopicNames();
            var cluster = admin.describeCluster().clusterId();
            var description = descriptions.get().get(topic);
            if (description == null) {
                throw new IllegalStateException("the broker does not describe topic " + topic);
            }
            return new Epoch.TopicIdentity(
                    String.valueOf(cluster.get()), description.topicId().toString());
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("topic %s: %s".formatted(topic, cause.getMessage()), cause);
        }
    }
}
