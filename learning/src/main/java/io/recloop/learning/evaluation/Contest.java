package io.recloop.learning.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the gate compares, all measured on the same users.
///
/// @param candidate  as serving would rank by it: its users folded in
/// @param asTrained  the candidate by the user factors that training left; absent where there are none
/// @param popularity the baseline
/// @param incumbent  the model now serving, re-scored; absent where there is none
/// @param standIn    the incumbent's settings fitted without the slice; absent where its own factors have not seen it
public record Contest(
        ModelEvaluation candidate,
        Optional<ModelEvaluation> asTrained,
        ModelEvaluation popularity,
        Optional<ModelEvaluation> incumbent,
        Optional<ModelEvaluation> standIn) {
    /// Length of the lists that decide.
    public static final int K = 10;

    public Contest {
        var users = candidate.lists().users();
        Stream.of(asTrained, Optional.of(popularity), incumbent, standIn)
                .flatMap(Optional::stream)
                .filter(other -> !Arrays.equals(users, other.lists().users()))
                .findFirst()
                .ifPresent(other -> {
                    throw new IllegalArgumentException(
                            "%s and %s were not evaluated on the same users".formatted(candidate.name(), other.name()));
                });
    }

    /// What the candidate has to be better than: factors that have seen the slice are no measure of a recipe.
    public Optional<ModelEvaluation> opponent() {
        return standIn.or(() -> incumbent);
    }

    /// In words, with an article.
    String opponentName() {
        return standIn.isPresent() ? "the incumbent's settings, trained without the slice," : "the incumbent";
    }

    /// For a table: the candidate, then its baselines.
    public List<ModelEvaluation> evaluations() {
        return Stream.of(Optional.of(candidate), standIn, incumbent, Optional.of(popularity), asTrained)
                .flatMap(Optional::stream)
                .toList();
    }
}
