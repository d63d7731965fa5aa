package io.recloop.recommender.rules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "recloop.recommender.rules")
public interface RuleConfig {
    /// How many rules a tenant may have.
    @WithDefault("500")
    int most();
}
