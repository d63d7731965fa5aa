package io.recloop.numerics.kernels;

/// The loops in plain Java.
final class ScalarBlockBounds implements BlockBounds {
    private static final int WORDS = QuantizedItems.WORDS;

    @Override
    public long reaching(
            int[] words,
            int offset,
            int k,
            float[] user,
            int userOffset,
            float slack,
            float[] scales,
            int scale,
            float threshold) {
        long reaching = 0;
        var sums = new float[WORDS];
        for (int part = 0; part < QuantizedItems.BLOCK; part += WORDS) {
            int shift = 24 - part / WORDS * 8;
            for (int i = 0; i < WORDS; i++) {
                sums[i] = 0;
            }
            for (int f = 0; f < k; f++) {
                float weight = user[userOffset + f];
                int at = offset + f * WORDS;
                for (int i = 0; i < WORDS; i++) {
                    sums[i] += weight * (words[at + i] << shift);
                }
            }
            for (int i = 0; i < WORDS; i++) {
                if (scales[scale + part + i] * (sums[i] + slack) >= threshold) {
                    reaching |= 1L << part + i;
                }
            }
        }
        return reaching;
    }

    @Override
    public void reachingForFour(
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
            long[] reaching) {
        for (int u = 0; u < 4; u++) {
            int user = first + u;
            reaching[u] =
                    reaching(words, offset, k, users, offsets[user], slacks[user], scales, scale, thresholds[user]);
        }
    }
}
