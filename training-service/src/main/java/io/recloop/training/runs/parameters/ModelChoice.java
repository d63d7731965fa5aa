package io.recloop.training.runs.parameters;

import io.recloop.learning.engine.Algorithm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which algorithms a run trains; the constant's name in lower case is the value of the parameter `model`.
public enum ModelChoice {
    ALS(List.of(Algorithm.ALS)),
    BPR(List.of(Algorithm.BPR)),
    EASE(List.of(Algorithm.EASE)),
    /// ALS and BPR; the better one is judged.
    BOTH(List.of(Algorithm.ALS, Algorithm.BPR)),
    /// All that the catalogue allows; the best one is judged.
    ANY(List.of(Algorithm.ALS, Algorithm.BPR, Algorithm.EASE));

    /// EASE inverts a matrix of items by items.
    static final int LARGEST_EASE_CATALOGUE = 20_000;

    private final List<Algorithm> algorithms;

    ModelChoice(List<Algorithm> algorithms) {
        this.algorithms = algorithms;
    }

    List<Algorithm> algorithms() {
        return algorithms;
    }

    /// Those that are worth trying on such a catalogue; one that was asked for alone is tried in any case.
    public List<Algorithm> algorithms(int items) {
        return algorithms.stream()
                .filter(algorithm ->
                        algorithms.size() == 1 || algorithm != Algorithm.EASE || items <= LARGEST_EASE_CATALOGUE)
                .toList();
    }

    Set<String> settings() {
        var names = new LinkedHashSet<String>();
        algorithms.forEach(algorithm -> algorithm.parameters().forEach(parameter -> names.add(parameter.name())));
        return names;
    }

    /// @throws IllegalArgumentException where no algorithm that has the parameter allows the value
    void check(Map<String, Double> settings) {
        for (var setting : settings.entrySet()) {
            var range = algorithms.stream()
                    .flatMap(algorithm -> algorithm.parameters().stream())
                    .filter(parameter -> parameter.name().equals(setting.getKey()))
                    .toList();
            if (range.stream().noneMatch(parameter -> parameter.allows(setting.getValue()))) {
                range.stream().findFirst().ifPresent(parameter -> parameter.check(setting.getValue()));
            }
        }
    }
}
