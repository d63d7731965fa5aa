package io.recloop.monitor.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When a replica is behind.
@ConfigMapping(prefix = "recloop.monitor.replicas")
public interface ReplicaConfig {
    /// So long after its publication a model must serve everywhere.
    @WithDefault("PT2M")
    Duration deadline();

    /// A replica that is behind and has said nothing for this long is taken for gone.
    @WithDefault("P1D")
    Duration forgottenAfter();
}
