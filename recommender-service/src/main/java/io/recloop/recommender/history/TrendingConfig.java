package io.recloop.recommender.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

@ConfigMapping(prefix = "recloop.recommender.trending")
public interface TrendingConfig {
    /// The half-lives that one may ask for; each costs 4 bytes an item.
    @WithDefault("1h,6h,24h,7d")
    List<Duration> halfLives();

    /// The one that answers go by where nobody says; must be among the others.
    @WithDefault("24h")
    Duration halfLife();

    /// How many items are counted, all tenants together, some 150 bytes each; those that nobody likes any more are
    /// forgotten first.
    @WithDefault("200000")
    int maxItems();

    /// What an item needs to be shown to a user of whom nothing is known: one click does not make a trend.
    @WithDefault("3.0")
    double leastScore();
}
