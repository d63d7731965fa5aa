package io.recloop.training.evaluation;

/// What the gate allows.
///
/// @param significance         in 0..0.5: the rate at which a model that is no better is let through
/// @param minimumUsers         fewer evaluated users are not enough evidence
/// @param allowedLoss          ≥ 0: a mean NDCG this much below the incumbent's fails without further evidence
/// @param minimumCoverageRatio ≥ 0: the least share of the incumbent's catalogue coverage
/// @param largestNorm          > 0: a factor row longer than this is not sane
/// @param resamples            of the bootstrap, at least 100
/// @param seed                 of the bootstrap
public record GateSettings(
        double significance,
        int minimumUsers,
        double allowedLoss,
        double minimumCoverageRatio,
        double largestNorm,
        int resamples,
        long seed) {
    public GateSettings {
        require(significance > 0 && significance < 0.5, "significance", significance);
        require(minimumUsers > 0, "minimumUsers", minimumUsers);
        require(allowedLoss >= 0, "allowedLoss", allowedLoss);
        require(minimumCoverageRatio >= 0, "minimumCoverageRatio", minimumCoverageRatio);
        require(largestNorm > 0, "largestNorm", largestNorm);
        require(resamples >= 100, "resamples", resamples);
    }

    public static GateSettings defaults() {
        return new GateSettings(0.05, 100, 0.01, 0.7, 1000, 2000, 42);
    }

    private static void require(boolean holds, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " was " + value);
        }
    }
}
