package io.recloop.numerics.kernels;

import static io.recloop.numerics.kernels.VectorKernels.DOUBLES;
import static io.recloop.numerics.kernels.VectorKernels.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// The sum of the lanes by halves. Not `reduceLanes`: the order of that is left open, and interpreted and
/// compiled code do differ, so one seed would not give one model.
final class VectorSums {
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(LANES, 1, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(LANES, 2, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(LANES, 4, 1, true);
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(LANES, 8, 1, true);
    private static final VectorShuffle<Double> DOUBLES_BY_1 = VectorShuffle.iota(DOUBLES, 1, 1, true);
    private static final VectorShuffle<Double> DOUBLES_BY_2 = VectorShuffle.iota(DOUBLES, 2, 1, true);
    private static final VectorShuffle<Double> DOUBLES_BY_4 = VectorShuffle.iota(DOUBLES, 4, 1, true);
    private static final int L = LANES.length();

    private VectorSums() {}

    static float total(FloatVector lanes) {
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

    static double total(DoubleVector lanes) {
        var sum = lanes;
        if (DOUBLES.length() >= 8) {
            sum = sum.add(sum.rearrange(DOUBLES_BY_4));
        }
        if (DOUBLES.length() >= 4) {
            sum = sum.add(sum.rearrange(DOUBLES_BY_2));
        }
        return DOUBLES.length() >= 2 ? sum.add(sum.rearrange(DOUBLES_BY_1)).lane(0) : sum.lane(0);
    }
}
