package io.recloop.training.runs.context;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What a candidate has to show before it is published.
@ConfigMapping(prefix = "recloop.training.gate")
public interface GateConfig {
    /// How often a model that is no better may pass, in 0..0.5.
    @WithDefault("0.05")
    double significance();

    /// Fewer judged users are not enough evidence.
    @WithDefault("100")
    int minimumUsers();

    /// The share of the incumbent's NDCG by which a candidate has to be better: less is not worth a switch.
    @WithDefault("0.01")
    double minimumGain();

    /// A mean NDCG so much below the incumbent's fails at once.
    @WithDefault("0.01")
    double allowedLoss();

    /// The least share of the incumbent's catalogue coverage.
    @WithDefault("0.7")
    double minimumCoverageRatio();

    /// The least share of the incumbent's recall of cold items, where enough users wanted one.
    @WithDefault("0.5")
    double minimumColdRecallRatio();

    /// The greatest share of the top 10 that may be other items than the incumbent shows; 1 only reports it, because
    /// where tastes changed every place may have to.
    @WithDefault("1")
    double maximumChurn();

    /// The least share of the NDCG of users as trained that is left when users are folded in, as serving does.
    @WithDefault("0.95")
    double minimumFoldInParity();
}
