package io.recloop.training.runs.parameters;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What one run of `model-training` was asked to do otherwise than configured.
///
/// @param model     which algorithms
/// @param warmStart begin from the factors of the serving model
/// @param skipEval  publish without having judged
/// @param force     publish even where the gate says no; numbers that are not finite are never published
/// @param settings  of the algorithms, by name
public record TrainingParameters(
        ModelChoice model, boolean warmStart, boolean skipEval, boolean force, Map<String, Double> settings) {
    private static final Set<String> OWN = Set.of("model", "autoSelect", "warmStart", "skipEval", "force", "reason");

    public TrainingParameters {
        settings = Map.copyOf(settings);
    }

    /// @throws IllegalArgumentException naming the parameter and what is wrong with it
    public static TrainingParameters of(Map<String, String> parameters) {
        var given = new RunParameters(parameters);
        var asked = given.oneOf("model", ModelChoice.class, ModelChoice.ALS);
        boolean any = given.flag("autoSelect");
        if (any && parameters.containsKey("model") && asked != ModelChoice.BOTH && asked != ModelChoice.ANY) {
            throw new IllegalArgumentException("autoSelect chooses between models, and model %s leaves no choice"
                    .formatted(parameters.get("model")));
        }
        var model = any ? ModelChoice.ANY : asked;
        var known = new HashSet<>(OWN);
        known.addAll(model.settings());
        given.requireOnly(known);
        var settings = given.numbers(model.settings());
        model.check(settings);
        return new TrainingParameters(
                model, given.flag("warmStart"), given.flag("skipEval"), given.flag("force"), settings);
    }
}
