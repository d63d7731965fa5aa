package io.recloop.training.runs.context;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What a run uses unless it is asked for something else; what is absent follows from the data.
@ConfigMapping(prefix = "recloop.training.als")
public interface TrainingConfig {
    /// Latent dimension.
    OptionalInt factors();

    /// Sweeps over both sides.
    OptionalInt iterations();

    /// λ ≥ 0, multiplied by a row's frequency.
    OptionalDouble regularization();

    /// α₀ ≥ 0: the weight of what a user did not touch; absent: follows the density of the data.
    OptionalDouble unobservedWeight();

    /// Absent: all cores.
    OptionalInt threads();

    default int threadsOrAllCores() {
        return threads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }

    /// What is set, by the names of the parameters.
    default Map<String, Double> settings() {
        var settings = new TreeMap<String, Double>();
        factors().ifPresent(value -> settings.put("factors", (double) value));
        iterations().ifPresent(value -> settings.put("iterations", (double) value));
        regularization().ifPresent(value -> settings.put("regularization", value));
        unobservedWeight().ifPresent(value -> settings.put("unobservedWeight", value));
        return settings;
    }
}
