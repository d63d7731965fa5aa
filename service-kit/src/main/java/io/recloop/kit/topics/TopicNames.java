package io.recloop.kit.topics;

import io.recloop.contracts.Topic;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The physical names of topics: a prefix, so that several stacks may share a broker, and the name in the contract.
@Singleton
public final class TopicNames {
    private final String prefix;

    @Inject
    TopicNames(@ConfigProperty(name = "recloop.topic-prefix") Optional<String> prefix) {
        this(prefix.orElse(""));
    }

    public TopicNames(String prefix) {
        this.prefix = prefix;
    }

    public String of(Topic topic) {
        return prefix + topic.topicName();
    }

    public String deadLetter(Topic topic) {
        return prefix + topic.deadLetterName();
    }

    /// @param logical a topic's or dead-letter topic's name in the contract
    public String physical(String logical) {
        return prefix + logical;
    }

    /// @throws IllegalArgumentException where the name is not that of a topic of the contract under this prefix
    public Topic topic(String physical) {
        return Arrays.stream(Topic.values())
                .filter(topic -> of(topic).equals(physical))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a topic of the contract: " + physical));
    }
}
