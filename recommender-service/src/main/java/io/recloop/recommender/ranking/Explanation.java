package io.recloop.recommender.ranking;

import java.util.Comparator;
import java.util.List;

/// The score of an item, taken apart over what the user liked. For ALS `yⱼᵀ·x = Σᵢ wᵢ·yⱼᵀA⁻¹yᵢ`, exact for factors
/// that were solved from this history; for EASE `Σᵢ wᵢ·Bᵢⱼ`, exact always.
///
/// @param contributions the largest first; their sum is the score
public record Explanation(List<Contribution> contributions) {
    /// @param row of the liked item in the model
    public record Contribution(int row, double amount) {}

    static Explanation of(List<Contribution> contributions) {
        return new Explanation(contributions.stream()
                .sorted(Comparator.comparingDouble(Contribution::amount)
                        .reversed()
                        .thenComparing(Contribution::row))
                .toList());
    }

    public double sum() {
        return contributions.stream().mapToDouble(Contribution::amount).sum();
    }
}
