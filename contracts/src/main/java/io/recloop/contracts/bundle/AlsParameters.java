package io.recloop.contracts.bundle;

import java.util.Map;
import java.util.TreeMap;

/// What a reader needs to solve for a user as the trainer would:
/// `min Σ_seen w·(1 − x·y)² + α₀·Σ_all (x·y)² + λ·(#seen + α₀·items)^ν·|x|²`.
///
/// @param unobservedWeight  α₀ ≥ 0
/// @param regularization    λ ≥ 0
/// @param frequencyExponent ν
public record AlsParameters(double unobservedWeight, double regularization, double frequencyExponent) {
    private static final String ALPHA = "unobservedWeight";
    private static final String LAMBDA = "regularization";
    private static final String NU = "frequencyExponent";

    public AlsParameters {
        if (!(unobservedWeight >= 0) || !(regularization >= 0) || !Double.isFinite(frequencyExponent)) {
            throw new IllegalArgumentException("unobservedWeight and regularization must be at least 0");
        }
    }

    public Map<String, Double> toMap() {
        return new TreeMap<>(Map.of(ALPHA, unobservedWeight, LAMBDA, regularization, NU, frequencyExponent));
    }

    /// @throws CorruptBundleException where one is missing or impossible
    public static AlsParameters of(Manifest manifest) throws CorruptBundleException {
        return ManifestParameters.read(
                manifest, given -> new AlsParameters(given.number(ALPHA), given.number(LAMBDA), given.number(NU)));
    }
}
