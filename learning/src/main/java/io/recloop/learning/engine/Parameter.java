package io.recloop.learning.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One setting of a trainer: the same name in a request, on the command line, in a manifest and
/// in a trial.
///
/// @param whole       whether it has to be a whole number
/// @param explanation one sentence for people
public record Parameter(String name, double least, double most, boolean whole, String explanation) {
    static Parameter real(String name, double least, double most, String explanation) {
        return new Parameter(name, least, most, false, explanation);
    }

    static Parameter whole(String name, double least, double most, String explanation) {
        return new Parameter(name, least, most, true, explanation);
    }

    /// @throws IllegalArgumentException with one sentence that names the parameter, its range and what it was
    public void check(double value) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be in %s..%s, was %s".formatted(name, text(least), text(most), text(value)));
        }
        if (whole && value != Math.rint(value)) {
            throw new IllegalArgumentException("%s must be a whole number, was %s".formatted(name, text(value)));
        }
    }

    public boolean allows(double value) {
        return value >= least && value <= most && (!whole || value == Math.rint(value));
    }

    /// `settings` with one of them changed.
    ///
    /// @throws IllegalArgumentException if the name is unknown or the value not allowed
    static Map<String, Double> changed(List<Parameter> known, Map<String, Double> settings, String name, double value) {
        var parameter = known.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown parameter %s; known are %s"
                        .formatted(name, known.stream().map(Parameter::name).collect(Collectors.joining(", ")))));
        parameter.check(value);
        var changed = new TreeMap<>(settings);
        changed.put(name, value);
        return changed;
    }

    static void check(List<Parameter> known, Map<String, Double> settings) {
        known.forEach(parameter -> parameter.check(settings.getOrDefault(parameter.name(), Double.NaN)));
    }

    /// @throws IllegalArgumentException if there is none of that name
    static double value(Map<String, Double> settings, String name) {
        var value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }
}
