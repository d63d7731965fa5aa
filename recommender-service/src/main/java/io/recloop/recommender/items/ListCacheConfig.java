package io.recloop.recommender.items;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "recloop.recommender.serving")
interface ListCacheConfig {
    /// How long a caller may keep a list that is about no user, and the values to filter by. An item that is
    /// withdrawn may be shown for as long.
    @WithDefault("30s")
    Duration listMaxAge();
}
