package io.recloop.recommender.topics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

@ConfigMapping(prefix = "recloop")
public interface TopicsConfig {
    /// The name of this replica on `model-status`; replicas must differ.
    @WithDefault("recommender")
    String instance();

    @WithName("recommender.sending")
    Sending sending();

    interface Sending {
        /// How long a caller over HTTP waits for the broker's acknowledgement.
        @WithDefault("4s")
        Duration acknowledgement();

        /// How long a record that nobody waits for is kept and tried.
        @WithDefault("2m")
        Duration patience();

        /// How long such a record may wait for company.
        @WithDefault("50ms")
        Duration linger();
    }
}
