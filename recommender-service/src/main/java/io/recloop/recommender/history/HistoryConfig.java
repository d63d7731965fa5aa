package io.recloop.recommender.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

@ConfigMapping(prefix = "recloop.recommender.history")
public interface HistoryConfig {
    /// How many interactions are kept of one user; the newest.
    @WithDefault("500")
    int maxPerUser();

    /// How many are kept in all, some 100 bytes each; users who have been idle the longest are forgotten first.
    @WithDefault("400000")
    int maxEntries();

    /// How many records of each partition are read at the start, and at most when a model asks for older ones.
    @WithDefault("1000000")
    long maxReplay();

    /// Actions that say yes without a rating; must be what training takes for positive.
    @WithDefault("click,add_to_cart,purchase,like")
    Set<String> positiveActions();

    /// A rating from here on says yes.
    @WithDefault("4.0")
    double positiveRating();

    /// A rating below says no.
    @WithDefault("3.0")
    double negativeRating();
}
