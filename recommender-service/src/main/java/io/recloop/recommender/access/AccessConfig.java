package io.recloop.recommender.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "recloop.recommender.access")
public interface AccessConfig {
    /// How long a token that was verified is not verified again, at most until it expires; 0 verifies it with each
    /// request. As long may one be good whose key was withdrawn.
    @WithDefault("0s")
    Duration verifiedFor();

    /// How many tokens are remembered; which one goes is decided by how often they come.
    @WithDefault("10000")
    int maxTokens();
}
