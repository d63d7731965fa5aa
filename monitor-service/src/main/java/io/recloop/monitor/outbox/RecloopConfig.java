package io.recloop.monitor.outbox;

import io.recloop.contracts.Topic;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What all services of a stack share.
@ConfigMapping(prefix = "recloop")
public interface RecloopConfig {
    /// In front of every topic's name.
    java.util.Optional<String> topicPrefix();

    /// The name of this replica.
    @WithDefault("monitor-1")
    String instance();

    /// The folder of the artifact store.
    @WithDefault(".recloop/store")
    String storeDir();

    default String name(Topic topic) {
        return topicPrefix().orElse("") + topic.topicName();
    }

    default String deadLetterName(Topic topic) {
        return topicPrefix().orElse("") + topic.deadLetterName();
    }
}
