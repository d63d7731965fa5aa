package io.recloop.numerics.kernels;

/// Plain loops: the oracle of [VectorPairwiseLoops], and what serves where the incubator module is absent.
final class ScalarPairwiseLoops implements PairwiseLoops {
    @Override
    public float dotDifference(float[] users, int u, float[] items, int i, int j, int k) {
        // Four chains: one alone would wait for its own addition at every step.
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int f = 0;
        for (; f + 4 <= k; f += 4) {
            s0 += users[u + f] * (items[i + f] - items[j + f]);
            s1 += users[u + f + 1] * (items[i + f + 1] - items[j + f + 1]);
            s2 += users[u + f + 2] * (items[i + f + 2] - items[j + f + 2]);
            s3 += users[u + f + 3] * (items[i + f + 3] - items[j + f + 3]);
        }
        for (; f < k; f++) {
            s0 += users[u + f] * (items[i + f] - items[j + f]);
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public void update(
            float[] users,
            int u,
            float[] items,
            int i,
            int j,
            int k,
            float step,
            float userShrink,
            float positiveShrink,
            float negativeShrink) {
        float keepUser = 1 - userShrink;
        float keepPositive = 1 - positiveShrink;
        float keepNegative = 1 - negativeShrink;
        for (int f = 0; f < k; f++) {
            float user = users[u + f];
            float positive = items[i + f];
            float negative = items[j + f];
            users[u + f] = keepUser * user + step * (positive - negative);
            items[i + f] = keepPositive * positive + step * user;
            items[j + f] = keepNegative * negative - step * user;
        }
    }
}
