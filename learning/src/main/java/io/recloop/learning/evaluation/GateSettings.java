package io.recloop.learning.evaluation;

/// What the gate allows.
///
/// @param significance           in 0..0.5: the rate at which chance, in users or in seeds, lets a model through that
///     is no better
/// @param minimumUsers           fewer evaluated users are not enough evidence
/// @param minimumGain            ≥ 0: the share of the incumbent's NDCG by which a candidate has to be better
/// @param allowedLoss            ≥ 0: a mean NDCG this much below the incumbent's fails without further evidence
/// @param minimumCoverageRatio   ≥ 0: the least share of the incumbent's catalogue coverage
/// @param minimumColdRecallRatio ≥ 0: the least share of the incumbent's recall of cold items
/// @param maximumChurn           in 0..1: the greatest share of the top 10 that may be other items than the
///     incumbent's
/// @param minimumFoldInParity    in 0..1: the least share of the NDCG of users as trained that folding in keeps
/// @param largestNorm            > 0: a factor row longer than this is not sane
/// @param resamples              of the bootstrap, at least 100
/// @param seed                   of the bootstrap
public record GateSettings(
        double significance,
        int minimumUsers,
        double minimumGain,
        double allowedLoss,
        double minimumCoverageRatio,
        double minimumColdRecallRatio,
        double maximumChurn,
        double minimumFoldInParity,
        double largestNorm,
        int resamples,
        long seed) {
    public GateSettings {
        require(significance > 0 && significance < 0.5, "significance", significance);
        require(minimumUsers > 0, "minimumUsers", minimumUsers);
        require(minimumGain >= 0, "minimumGain", minimumGain);
        require(allowedLoss >= 0, "allowedLoss", allowedLoss);
        require(minimumCoverageRatio >= 0, "minimumCoverageRatio", minimumCoverageRatio);
        require(minimumColdRecallRatio >= 0, "minimumColdRecallRatio", minimumColdRecallRatio);
        require(maximumChurn >= 0 && maximumChurn <= 1, "maximumChurn", maximumChurn);
        require(minimumFoldInParity >= 0 && minimumFoldInParity <= 1, "minimumFoldInParity", minimumFoldInParity);
        require(largestNorm > 0, "largestNorm", largestNorm);
        require(resamples >= 100, "resamples", resamples);
    }

    /// The least gain and the guardrails at their defaults.
    public GateSettings(
            double significance,
            int minimumUsers,
            double allowedLoss,
            double minimumCoverageRatio,
            double largestNorm,
            int resamples,
            long seed) {
        this(
                significance,
                minimumUsers,
                0.01,
                allowedLoss,
                minimumCoverageRatio,
                0.5,
                1,
                0.95,
                largestNorm,
                resamples,
                seed);
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
