package io.recloop.kit.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/// Says at the start which keys are given by an old name.
@Singleton
final class RenamedKeysReport {
    private static final Logger LOG = Logger.getLogger(RenamedKeysReport.class);

    private final Config config;

    RenamedKeysReport(Config config) {
        this.config = config;
    }

    void say(@Observes StartupEvent started) {
        var renamed = new RenamedKeys();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .sorted()
                .forEach(old -> renamed.newNameOf(old)
                        .ifPresent(now -> LOG.warnf(
                                "configuration key %s is now called %s; the old name is accepted in this release only",
                                old, now)));
    }
}
