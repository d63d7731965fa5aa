package io.recloop.alert.intake;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

@ConfigMapping(prefix = "recloop")
interface IntakeConfig {
    /// Put before every topic's name, so that several stacks may share a broker.
    Optional<String> topicPrefix();
}
