package io.recloop.training.runs.parameters;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What one run of `hyperparameter-tuning` was asked to do.
///
/// @param budget  of all its trials together, also of those before it was killed
/// @param trials  maximum number for each algorithm; 0: as many as the budget allows
/// @param seed    of the sequence of trials
/// @param train   whether the best one is trained in full, judged and published afterwards
/// @param force   publish it even where the gate says no
/// @param fixed   settings that are not searched for, by name
public record TuningParameters(
        ModelChoice model,
        Duration budget,
        int trials,
        long seed,
        boolean train,
        boolean force,
        Map<String, Double> fixed) {
    private static final Set<String> OWN =
            Set.of("model", "budget", "trials", "searchSeed", "train", "force", "reason");
    private static final Duration BUDGET = Duration.ofMinutes(15);

    public TuningParameters {
        fixed = Map.copyOf(fixed);
    }

    /// @throws IllegalArgumentException naming the parameter and what is wrong with it
    public static TuningParameters of(Map<String, String> parameters) {
        var given = new RunParameters(parameters);
        var model = given.oneOf("model", ModelChoice.class, ModelChoice.ALS);
        var known = new HashSet<>(OWN);
        known.addAll(model.settings());
        given.requireOnly(known);
        var fixed = given.numbers(model.settings());
        model.check(fixed);
        return new TuningParameters(
                model,
                given.duration("budget", BUDGET),
                given.count("trials", 0, 100_000, 0),
                given.count("searchSeed", 0, Integer.MAX_VALUE, 1),
                !parameters.containsKey("train") || given.flag("train"),
                given.flag("force"),
                fixed);
    }
}
