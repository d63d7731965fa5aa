package io.recloop.training.runs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What a candidate has to show before it is published.
@ConfigMapping(prefix = "training.gate")
public interface GateConfig {
    /// How often a model that is no better may pass, in 0..0.5.
    @WithDefault("0.05")
    double significance();

    /// Fewer judged users are not enough evidence.
    @WithDefault("100")
    int minimumUsers();

    /// A mean NDCG so much below the incumbent's fails at once.
    @WithDefault("0.01")
    double allowedLoss();

    /// The least share of the incumbent's catalogue coverage.
    @WithDefault("0.7")
    double minimumCoverageRatio();
}
