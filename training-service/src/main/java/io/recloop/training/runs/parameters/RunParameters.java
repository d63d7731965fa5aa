package io.recloop.training.runs.parameters;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Parameters of a run as they came, read by type.
///
/// Every method throws IllegalArgumentException with one sentence that names the parameter and what is
/// wrong with it.
record RunParameters(Map<String, String> parameters) {
    void requireOnly(Collection<String> known) {
        var unknown = new TreeSet<>(parameters.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown parameter %s; known are %s"
                    .formatted(String.join(", ", unknown), String.join(", ", new TreeSet<>(known))));
        }
    }

    boolean flag(String name) {
        return switch (parameters.get(name)) {
            case null -> false;
            case "false" -> false;
            case "true" -> true;
            default -> throw new IllegalArgumentException(name + " must be true or false");
        };
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isBlank());
    }

    /// The constant whose name it is, in lower case.
    <E extends Enum<E>> E oneOf(String name, Class<E> type, E otherwise) {
        var given = parameters.get(name);
        if (given == null) {
            return otherwise;
        }
        var constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s must be one of %s"
                        .formatted(
                                name,
                                Stream.of(constants)
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))));
    }

    double number(String name, double otherwise) {
        var given = parameters.get(name);
        try {
            return given == null ? otherwise : Double.parseDouble(given);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number", e);
        }
    }

    int count(String name, int least, int most, int otherwise) {
        double given = number(name, otherwise);
        if (given != Math.rint(given) || !(given >= least && given <= most)) {
            throw new IllegalArgumentException("%s must be a whole number in %d..%d".formatted(name, least, most));
        }
        return (int) given;
    }

    /// `15m`, `90s`, or ISO 8601.
    Duration duration(String name, Duration otherwise) {
        var given = parameters.get(name);
        if (given == null) {
            return otherwise;
        }
        var text = given.strip().toUpperCase(Locale.ROOT);
        try {
            var duration = Duration.parse(text.startsWith("P") ? text : "PT" + text);
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(name + " must be a time span greater than nothing");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " must be a time span such as 15m or 90s", e);
        }
    }

    /// Those of these names that were given.
    Map<String, Double> numbers(Collection<String> names) {
        var numbers = new TreeMap<String, Double>();
        for (var name : names) {
            if (parameters.containsKey(name)) {
                numbers.put(name, number(name, 0));
            }
        }
        return numbers;
    }
}
