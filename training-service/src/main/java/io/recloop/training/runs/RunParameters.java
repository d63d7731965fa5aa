package io.recloop.training.runs;

import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.engine.AlsSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one run was asked to do otherwise than configured.
///
/// @param force publish even where the gate says no; numbers that are not finite are never published
public record RunParameters(
        @Nullable Integer factors,
        @Nullable Integer iterations,
        @Nullable Double regularization,
        @Nullable Double unobservedWeight,
        @Nullable Long seed,
        boolean force,
        @Nullable String reason) {
    private static final Set<String> KNOWN =
            Set.of("factors", "iterations", "regularization", "unobservedWeight", "seed", "force", "reason");

    /// @throws IllegalArgumentException naming the parameter and what is wrong with it
    public static RunParameters of(Map<String, String> given) {
        var unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown parameter %s; known are %s"
                    .formatted(String.join(", ", unknown), String.join(", ", new TreeSet<>(KNOWN))));
        }
        var parameters = new RunParameters(
                parsed(given, "factors", Integer::valueOf),
                parsed(given, "iterations", Integer::valueOf),
                parsed(given, "regularization", Double::valueOf),
                parsed(given, "unobservedWeight", Double::valueOf),
                parsed(given, "seed", Long::valueOf),
                flag(given.get("force")),
                given.get("reason"));
        parameters.requireWithinBounds();
        return parameters;
    }

    /// @param userItem what the defaults follow from
    AlsSettings settings(TrainingConfig config, CsrMatrix userItem) {
        var defaults = AlsSettings.defaultsFor(userItem);
        return new AlsSettings(
                factors != null ? factors : config.factors().orElse(defaults.factors()),
                iterations != null ? iterations : config.iterations().orElse(defaults.iterations()),
                regularization != null
                        ? regularization
                        : config.regularization().orElse(defaults.regularization()),
                unobservedWeight != null
                        ? unobservedWeight
                        : config.unobservedWeight().orElse(defaults.unobservedWeight()),
                defaults.frequencyExponent(),
                defaults.cgSteps(),
                seed != null ? seed : defaults.seed(),
                config.threads().orElse(defaults.threads()));
    }

    /// The settings themselves know their bounds.
    private void requireWithinBounds() {
        var defaults = AlsSettings.defaults();
        var unused = new AlsSettings(
                factors != null ? factors : defaults.factors(),
                iterations != null ? iterations : defaults.iterations(),
                regularization != null ? regularization : defaults.regularization(),
                unobservedWeight != null ? unobservedWeight : defaults.unobservedWeight(),
                defaults.frequencyExponent(),
                defaults.cgSteps(),
                defaults.seed(),
                defaults.threads());
    }

    private static boolean flag(@Nullable String given) {
        if (given == null || given.equals("false")) {
            return false;
        }
        if (given.equals("true")) {
            return true;
        }
        throw new IllegalArgumentException("force must be true or false");
    }

    private static <T> @Nullable T parsed(Map<String, String> given, String name, Function<String, T> parser) {
        var text = given.get(name);
        try {
            return text == null ? null : parser.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number", e);
        }
    }
}
