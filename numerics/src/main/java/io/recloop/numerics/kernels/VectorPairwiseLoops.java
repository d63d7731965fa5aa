package io.recloop.numerics.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The loops on SIMD registers. Never touched unless `jdk.incubator.vector` is in the boot layer.
///
/// Lanes are added by halves, not by `reduceLanes`, for the reason that [VectorKernels] gives.
final class VectorPairwiseLoops implements PairwiseLoops {
    /// At most 16 lanes, for which there are shuffles below.
    private static final VectorSpecies<Float> LANES =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(LANES, 1, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(LANES, 2, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(LANES, 4, 1, true);
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(LANES, 8, 1, true);
    private static final int L = LANES.length();

    @Override
    public float dotDifference(float[] users, int u, float[] items, int i, int j, int k) {
        int bound = LANES.loopBound(k);
        var even = FloatVector.zero(LANES);
        var odd = FloatVector.zero(LANES);
        int f = 0;
        for (; f + 2 * L <= bound; f += 2 * L) {
            even = load(users, u + f).fma(load(items, i + f).sub(load(items, j + f)), even);
            odd = load(users, u + f + L).fma(load(items, i + f + L).sub(load(items, j + f + L)), odd);
        }
        if (f < bound) {
            even = load(users, u + f).fma(load(items, i + f).sub(load(items, j + f)), even);
        }
        float tail = 0;
        for (f = bound; f < k; f++) {
            tail = Math.fma(users[u + f], items[i + f] - items[j + f], tail);
        }
        return total(even.add(odd)) + tail;
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
        int bound = LANES.loopBound(k);
        float keepUser = 1 - userShrink;
        float keepPositive = 1 - positiveShrink;
        float keepNegative = 1 - negativeShrink;
        var steps = FloatVector.broadcast(LANES, step);
        var back = FloatVector.broadcast(LANES, -step);
        for (int f = 0; f < bound; f += L) {
            var user = load(users, u + f);
            var positive = load(items, i + f);
            var negative = load(items, j + f);
            positive.sub(negative).fma(steps, user.mul(keepUser)).intoArray(users, u + f);
            user.fma(steps, positive.mul(keepPositive)).intoArray(items, i + f);
            user.fma(back, negative.mul(keepNegative)).intoArray(items, j + f);
        }
        for (int f = bound; f < k; f++) {
            float user = users[u + f];
            float positive = items[i + f];
            float negative = items[j + f];
            users[u + f] = Math.fma(step, positive - negative, keepUser * user);
            items[i + f] = Math.fma(step, user, keepPositive * positive);
            items[j + f] = Math.fma(-step, user, keepNegative * negative);
        }
    }

    private static float total(FloatVector lanes) {
        var sum = lanes;
        if (L >= 16) {
            sum = sum.add(sum.rearrange(BY_8));
        }
        if (L >= 8) {
            sum = sum.add(sum.rearrange(BY_4));
        }
        if (L >= 4) {
            sum = sum.add(sum.rearrange(BY_2));
        }
        return L >= 2 ? sum.add(sum.rearrange(BY_1)).lane(0) : sum.lane(0);
    }

    private static FloatVector load(float[] values, int offset) {
        return FloatVector.fromArray(LANES, values, offset);
    }
}
