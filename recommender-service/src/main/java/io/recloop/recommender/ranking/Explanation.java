package io.recloop.recommender.ranking;

import java.util.List;

/// The score of an item, taken apart over what the user liked: `yⱼᵀ·x = Σᵢ wᵢ·yⱼᵀA⁻¹yᵢ`, exact for factors that were
/// solved from this evidence.
///
/// @param contributions the largest first; their sum is the score
public record Explanation(List<Contribution> contributions) {
    /// @param row of the liked item in the model
    public record Contribution(int row, double amount) {}

    public double sum() {
        return contributions.stream().mapToDouble(Contribution::amount).sum();
    }
}
