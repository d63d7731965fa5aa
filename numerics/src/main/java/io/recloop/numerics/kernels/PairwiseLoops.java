package io.recloop.numerics.kernels;

/// The inner loops of [PairwiseStep], without argument checks.
sealed interface PairwiseLoops permits ScalarPairwiseLoops, VectorPairwiseLoops {
    /// `u·(i − j)`.
    float dotDifference(float[] users, int u, float[] items, int i, int j, int k);

    /// `u += s(i − j) − rᵤu`, `i += s·u − rᵢi`, `j −= s·u + rⱼj`, all from the values before.
    ///
    /// @param step what the error is worth, s
    void update(
            float[] users,
            int u,
            float[] items,
            int i,
            int j,
            int k,
            float step,
            float userShrink,
            float positiveShrink,
            float negativeShrink);
}
