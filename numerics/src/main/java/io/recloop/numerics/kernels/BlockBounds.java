package io.recloop.numerics.kernels;

/// The first pass over the items: which of a block of 64 can reach a threshold, by their values in eight bits.
///
/// The block's `k·16` words hold in byte *b* of word `16·f + i` feature *f* of its item `16·b + i`. A byte is read as
/// the word shifted left until it is the highest one, so what lies below it is a fraction of its unit and no noise:
/// [QuantizedItems] rounds with that in mind.
sealed interface BlockBounds permits ScalarBlockBounds, VectorBlockBounds {
    static BlockBounds active() {
        return Kernels.ACTIVE instanceof VectorKernels ? new VectorBlockBounds() : new ScalarBlockBounds();
    }

    /// @param scales of the block's items at `[scale, scale + 64)`
    /// @return bit *i* is set where `scales[i]·(Σ user·word + slack) >= threshold`
    long reaching(
            int[] words,
            int offset,
            int k,
            float[] user,
            int userOffset,
            float slack,
            float[] scales,
            int scale,
            float threshold);

    /// The same for the four users at `users[offsets[first..first + 4)]`.
    ///
    /// @param slacks     of user *u* at `first + u`, like the thresholds
    /// @param reaching   receives at *u* user *u*'s word
    void reachingForFour(
            int[] words,
            int offset,
            int k,
            float[] users,
            int[] offsets,
            int first,
            float[] slacks,
            float[] scales,
            int scale,
            float[] thresholds,
            long[] reaching);
}
