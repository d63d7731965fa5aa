package io.recloop.alert.suppression;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Incidents that explain others.
@ConfigMapping(prefix = "recloop.alert")
public interface InhibitionConfig {
    /// Rules by name.
    Map<String, Inhibition> inhibit();

    /// While an incident matches `source`, those that match `target` are recorded without a notification.
    interface Inhibition {
        /// Matchers of what explains.
        String source();

        /// Matchers of what is explained.
        String target();

        /// Labels or details that both must have with the same value.
        List<String> equal();

        /// How long a target waits for what may explain it.
        @WithDefault("0s")
        @WithName("wait")
        Duration patience();
    }
}
