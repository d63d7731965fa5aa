package io.recloop.alert.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the service proves that it works.
@ConfigMapping(prefix = "recloop.alert.watch")
public interface WatchConfig {
    /// How often a canary message goes through every channel; without it, never.
    Optional<Duration> canaryEvery();

    /// An address outside that is called for as long as alerts are taken and delivered, and whose owner
    /// alarms when the calls stop.
    Optional<URI> heartbeatUrl();

    /// A file that holds the heartbeat's address.
    Optional<Path> heartbeatUrlFile();

    /// How often the heartbeat's address is called.
    @WithDefault("1m")
    Duration heartbeatEvery();

    /// The heartbeat stops while a notification that was never tried has waited for longer than this.
    @WithDefault("5m")
    Duration heartbeatMaxWait();
}
