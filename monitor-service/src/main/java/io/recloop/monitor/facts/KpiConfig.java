package io.recloop.monitor.facts;

import io.recloop.contracts.events.Action;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/// What is counted of the recommender's answers.
@ConfigMapping(prefix = "recloop.monitor.kpi")
public interface KpiConfig {
    /// Width of a bucket of time; facts are not finer than this.
    @WithDefault("PT10S")
    Duration bucket();

    /// A click counts for a list shown at most this long before.
    @WithDefault("PT30M")
    Duration attributionWindow();

    /// How far the clocks of shop and recommender may differ: a click may seem to precede its list by this much.
    @WithDefault("PT1M")
    Duration clockSkew();

    /// The actions that count as a click, by their codes.
    @WithDefault("click,add_to_cart,purchase,like")
    Set<String> clickActions();

    /// How long facts are kept.
    @WithDefault("P30D")
    Duration retention();

    default boolean clicks(Action action) {
        return clickActions().contains(action.code());
    }

    default long bucketOf(java.time.Instant time) {
        long seconds = Math.max(1, bucket().toSeconds());
        return Math.floorDiv(time.getEpochSecond(), seconds) * seconds;
    }
}
