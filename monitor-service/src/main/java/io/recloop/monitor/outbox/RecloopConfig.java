package io.recloop.monitor.outbox;

import io.recloop.contracts.Topic;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What all services of a stack share. Not a mapping of the prefix `recloop`: that would refuse the keys of the
/// others.
@Singleton
public final class RecloopConfig {
    private final String topicPrefix;
    private final String instance;
    private final String storeDir;

    RecloopConfig(
            @ConfigProperty(name = "recloop.topic-prefix") Optional<String> topicPrefix,
            @ConfigProperty(name = "recloop.instance", defaultValue = "monitor-1") String instance,
            @ConfigProperty(name = "recloop.store-dir", defaultValue = ".recloop/store") String storeDir) {
        this.topicPrefix = topicPrefix.orElse("");
        this.instance = instance;
        this.storeDir = storeDir;
    }

    /// The name of this replica.
    public String instance() {
        return instance;
    }

    /// The folder of the artifact store.
    public String storeDir() {
        return storeDir;
    }

    public String name(Topic topic) {
        return topicPrefix + topic.topicName();
    }

    public String deadLetterName(Topic topic) {
        return topicPrefix + topic.deadLetterName();
    }
}
