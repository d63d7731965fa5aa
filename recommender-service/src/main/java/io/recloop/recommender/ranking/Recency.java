package io.recloop.recommender.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// How much less an older like weighs: `(1 + age)^−g`, age being how many of the user's likes are newer, with the sum
/// over the user's likes kept at their number. This is how trainers weigh a history whose order they know.
///
/// @param exponent g ≥ 0; 0 weighs all alike
record Recency(double exponent) {
    static final Recency NONE = new Recency(0);
    private static final String PARAMETER = "recency";

    Recency {
        if (!(exponent >= 0 && exponent <= 10)) {
            throw new IllegalArgumentException("recency must be in 0..10, was " + exponent);
        }
    }

    /// @param parameters of a manifest; models that know of no order have none
    static Recency of(Map<String, Double> parameters) {
        return new Recency(parameters.getOrDefault(PARAMETER, 0.0));
    }

    /// Weighs a history that has gone on: what was trained with is put in order by its weights, since there a newer
    /// one weighs more, and what came since is newer than all of it. Where several were trained with and all
    /// weigh alike, the trainer did not know their order, and all stay as they are.
    ///
    /// @param trained item row to weight, above 0
    /// @param since   item rows, the oldest first; those also in `trained` were liked again
    void weigh(Map<Integer, Float> trained, List<Integer> since) {
        var before = trained.entrySet().stream()
                .filter(entry -> !since.contains(entry.getKey()))
                .sorted(Map.Entry.<Integer, Float>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        boolean unordered = before.size() > 1
                && before.getFirst().getValue().equals(before.getLast().getValue());
        if (exponent == 0 || unordered) {
            return;
        }
        var newestFirst = new ArrayList<>(since.reversed());
        before.forEach(entry -> newestFirst.add(entry.getKey()));
        double sum = 0;
        for (int age = 0; age < newestFirst.size(); age++) {
            sum += Math.pow(1 + age, -exponent);
        }
        for (int age = 0; age < newestFirst.size(); age++) {
            trained.put(newestFirst.get(age), (float) (Math.pow(1 + age, -exponent) * newestFirst.size() / sum));
        }
    }
}
