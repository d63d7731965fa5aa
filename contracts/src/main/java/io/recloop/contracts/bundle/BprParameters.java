package io.recloop.contracts.bundle;

import java.util.Map;
import java.util.TreeMap;

/// What a reader needs to solve for a user of a BPR model: items and their biases stand, the user's positives are held
/// against a sample of negatives that follows from the seed.
///
/// @param userRegularization ≥ 0
/// @param popularityExponent 0..1: negatives are drawn in proportion to popularity to this power
/// @param candidates         1..64: negatives drawn at a time, of which the best scored counts
/// @param seed               of the sample, 0..2⁵³
public record BprParameters(double userRegularization, double popularityExponent, int candidates, long seed) {
    private static final String USER = "userRegularization";
    private static final String POPULARITY = "popularityExponent";
    private static final String CANDIDATES = "candidates";
    private static final String SEED = "seed";

    public BprParameters {
        require(userRegularization >= 0 && Double.isFinite(userRegularization), USER, userRegularization);
        require(popularityExponent >= 0 && popularityExponent <= 1, POPULARITY, popularityExponent);
        require(candidates >= 1 && candidates <= 64, CANDIDATES, candidates);
        require(seed >= 0, SEED, seed);
    }

    public Map<String, Double> toMap() {
        return new TreeMap<>(Map.of(
                USER,
                userRegularization,
                POPULARITY,
                popularityExponent,
                CANDIDATES,
                (double) candidates,
                SEED,
                (double) seed));
    }

    /// @throws CorruptBundleException where one is missing or impossible
    public static BprParameters of(Manifest manifest) throws CorruptBundleException {
        return ManifestParameters.read(
                manifest,
                given -> new BprParameters(
                        given.number(USER),
                        given.number(POPULARITY),
                        Math.toIntExact(Math.clamp(given.whole(CANDIDATES), Integer.MIN_VALUE, Integer.MAX_VALUE)),
                        given.whole(SEED)));
    }

    private static void require(boolean holds, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException("%s is out of its range: %s".formatted(name, value));
        }
    }
}
