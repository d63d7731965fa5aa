package io.recloop.training.runs.fitting;

import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.Settings;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.registry.tuning.Tuned;
import io.recloop.training.runs.context.TrainingConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the settings: what the data suggest, changed by what the newest tuning found, by the
/// configuration, and by what the run was asked for, each above the one before.
@Singleton
public final class Recipes {
    private final TrainingConfig config;
    private final Tuned tuned;

    @Inject
    public Recipes(TrainingConfig config, Tuned tuned) {
        this.config = config;
        this.tuned = tuned;
    }

    /// @param positives what the defaults follow from
    /// @param given     parameters of this and possibly of other algorithms, by name
    /// @throws IllegalArgumentException naming the parameter that is out of this algorithm's range
    public Recipe of(String tenant, Algorithm algorithm, CsrMatrix positives, Map<String, Double> given) {
        var settings = algorithm.defaultsFor(positives);
        var best = tuned.of(tenant, algorithm.code());
        String trial = null;
        var origin = "settings by rule from the data";
        if (best.isPresent()) {
            var changed = changedBy(settings, best.get());
            if (changed != null) {
                settings = changed;
                trial = best.get().runId() + "/" + best.get().trial();
                origin = "settings of trial %s of tuning %s"
                        .formatted(best.get().trial(), best.get().runId());
            }
        }
        var changes = new TreeMap<String, Double>();
        if (algorithm == Algorithm.ALS) {
            changes.putAll(config.settings());
        }
        algorithm.parameters().stream()
                .filter(parameter -> given.containsKey(parameter.name()))
                .forEach(parameter -> changes.put(parameter.name(), given.get(parameter.name())));
        for (var change : changes.entrySet()) {
            settings = settings.with(change.getKey(), change.getValue());
        }
        settings = config.threads().isPresent()
                ? settings.withThreads(config.threads().getAsInt())
                : settings;
        return new Recipe(settings, changes.isEmpty() ? origin : origin + ", with " + changes, trial);
    }

    /// Null where a setting is not known or not allowed any more.
    private static @Nullable Settings changedBy(Settings settings, Tuned.Best best) {
        try {
            var changed = settings;
            for (var setting : best.settings().entrySet()) {
                changed = changed.with(setting.getKey(), setting.getValue());
            }
            return changed;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
