package io.recloop.alert.silences;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long silences are kept.
@ConfigMapping(prefix = "recloop.alert.silences")
public interface SilenceConfig {
    /// How long a silence is still shown after its end.
    @WithDefault("120h")
    Duration retention();
}
