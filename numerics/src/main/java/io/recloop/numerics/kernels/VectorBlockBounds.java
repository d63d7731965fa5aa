package io.recloop.numerics.kernels;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops on SIMD registers. Never touched unless `jdk.incubator.vector` is in the boot layer.
final class VectorBlockBounds implements BlockBounds {
    private static final int WORDS = QuantizedItems.WORDS;
    private static final VectorSpecies<Float> LANES = VectorKernels.LANES;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, LANES.vectorShape());
    private static final int L = LANES.length();

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
        for (int part = 0; part < WORDS; part += L) {
            var s0 = FloatVector.zero(LANES);
            var s1 = FloatVector.zero(LANES);
            var s2 = FloatVector.zero(LANES);
            var s3 = FloatVector.zero(LANES);
            int at = offset + part;
            for (int f = 0; f < k; f++, at += WORDS) {
                var weight = FloatVector.broadcast(LANES, user[userOffset + f]);
                var word = IntVector.fromArray(INTS, words, at);
                s0 = floats(word.lanewise(LSHL, 24)).fma(weight, s0);
                s1 = floats(word.lanewise(LSHL, 16)).fma(weight, s1);
                s2 = floats(word.lanewise(LSHL, 8)).fma(weight, s2);
                s3 = floats(word).fma(weight, s3);
            }
            reaching |= test(s0, slack, scales, scale, part, threshold)
                    | test(s1, slack, scales, scale, WORDS + part, threshold)
                    | test(s2, slack, scales, scale, 2 * WORDS + part, threshold)
                    | test(s3, slack, scales, scale, 3 * WORDS + part, threshold);
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
        Arrays.fill(reaching, 0, 4, 0);
        for (int part = 0; part < WORDS; part += L) {
            for (int two = 0; two < 4; two += 2) {
                twoBytes(
                        words,
                        offset + part,
                        k,
                        users,
                        offsets,
                        first,
                        slacks,
                        scales,
                        scale,
                        thresholds,
                        reaching,
                        two,
                        part);
            }
        }
    }

    /// Four users by two bytes of each word: eight sums fit the registers of any machine, and two conversions feed
    /// eight products.
    private static void twoBytes(
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
            long[] reaching,
            int two,
            int part) {
        int shift = 24 - 8 * two;
        int u0 = offsets[first];
        int u1 = offsets[first + 1];
        int u2 = offsets[first + 2];
        int u3 = offsets[first + 3];
        var s00 = FloatVector.zero(LANES);
        var s01 = FloatVector.zero(LANES);
        var s10 = FloatVector.zero(LANES);
        var s11 = FloatVector.zero(LANES);
        var s20 = FloatVector.zero(LANES);
        var s21 = FloatVector.zero(LANES);
        var s30 = FloatVector.zero(LANES);
        var s31 = FloatVector.zero(LANES);
        int at = offset;
        for (int f = 0; f < k; f++, at += WORDS) {
            var word = IntVector.fromArray(INTS, words, at);
            var lower = floats(word.lanewise(LSHL, shift));
            var upper = floats(word.lanewise(LSHL, shift - 8));
            var weight = FloatVector.broadcast(LANES, users[u0 + f]);
            s00 = lower.fma(weight, s00);
            s01 = upper.fma(weight, s01);
            weight = FloatVector.broadcast(LANES, users[u1 + f]);
            s10 = lower.fma(weight, s10);
            s11 = upper.fma(weight, s11);
            weight = FloatVector.broadcast(LANES, users[u2 + f]);
            s20 = lower.fma(weight, s20);
            s21 = upper.fma(weight, s21);
            weight = FloatVector.broadcast(LANES, users[u3 + f]);
            s30 = lower.fma(weight, s30);
            s31 = upper.fma(weight, s31);
        }
        int to = two * WORDS + part;
        reaching[0] |= test(s00, slacks[first], scales, scale, to, thresholds[first])
                | test(s01, slacks[first], scales, scale, to + WORDS, thresholds[first]);
        reaching[1] |= test(s10, slacks[first + 1], scales, scale, to, thresholds[first + 1])
                | test(s11, slacks[first + 1], scales, scale, to + WORDS, thresholds[first + 1]);
        reaching[2] |= test(s20, slacks[first + 2], scales, scale, to, thresholds[first + 2])
                | test(s21, slacks[first + 2], scales, scale, to + WORDS, thresholds[first + 2]);
        reaching[3] |= test(s30, slacks[first + 3], scales, scale, to, thresholds[first + 3])
                | test(s31, slacks[first + 3], scales, scale, to + WORDS, thresholds[first + 3]);
    }

    private static FloatVector floats(IntVector words) {
        return (FloatVector) words.convert(I2F, 0);
    }

    private static long test(FloatVector sums, float slack, float[] scales, int scale, int at, float threshold) {
        return sums.add(slack)
                        .mul(FloatVector.fromArray(LANES, scales, scale + at))
                        .compare(GE, threshold)
                        .toLong()
                << at;
    }
}
