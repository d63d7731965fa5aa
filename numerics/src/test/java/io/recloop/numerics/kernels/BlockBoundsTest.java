package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the first pass says of each item of a block, against double precision.
class BlockBoundsTest {
    private static final long SEED = 20261121;
    private static final int BLOCK = QuantizedItems.BLOCK;

    static Stream<Arguments> factors() {
        var cases = new ArrayList<Arguments>();
        for (var bounds : List.of(new ScalarBlockBounds(), new VectorBlockBounds())) {
            for (int k : new int[] {1, 2, 7, 50, 64, 70}) {
                cases.add(Arguments.of(bounds, k));
            }
        }
        return cases.stream();
    }

    /// The bound lies between the score and the score plus twice the slack: no item that reaches is left out, and the
    /// pass is worth its while.
    @ParameterizedTest(name = "{0}, k = {1}, seed " + SEED)
    @MethodSource("factors")
    void marksWhatReachesTheThresholdAndNothingFarBelowIt(BlockBounds bounds, int k) {
        var samples = new Samples(SEED + k);
        var rows = samples.floats(BLOCK * k);
        var user = samples.floats(k + 2);
        var quantized = new QuantizedItems(rows, BLOCK, k);
        float slack = quantized.slack(user, 2);

        for (float threshold : new float[] {-3, 0, 0.5f, 5}) {
            long reaching = bounds.reaching(quantized.words(), 0, k, user, 2, slack, quantized.scales(), 0, threshold);

            for (int place = 0; place < BLOCK; place++) {
                double score = Samples.dot(user, 2, rows, quantized.row(place) * k, k);
                boolean marked = (reaching >>> place & 1) == 1;
                if (score >= threshold) {
                    assertThat(marked).as("place %d", place).isTrue();
                }
                if (score + 2.01 * slack * quantized.scales()[place] < threshold) {
                    assertThat(marked).as("place %d", place).isFalse();
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}, k = {1}, seed " + SEED)
    @MethodSource("factors")
    void fourUsersAreToldWhatOneUserIsTold(BlockBounds bounds, int k) {
        var samples = new Samples(SEED + k);
        var quantized = new QuantizedItems(samples.floats(2 * BLOCK * k), 2 * BLOCK, k);
        var users = samples.floats(7 * k);
        var offsets = new int[] {k, 6 * k, 0, 3 * k, 2 * k};
        var thresholds = new float[] {9, 0, -1, 1, Float.NEGATIVE_INFINITY};
        var slacks = new float[5];
        for (int u = 0; u < 5; u++) {
            slacks[u] = quantized.slack(users, offsets[u]);
        }
        var four = new long[] {-1, -1, -1, -1};

        bounds.reachingForFour(
                quantized.words(),
                quantized.offset(1),
                k,
                users,
                offsets,
                1,
                slacks,
                quantized.scales(),
                BLOCK,
                thresholds,
                four);

        for (int u = 0; u < 4; u++) {
            long one = bounds.reaching(
                    quantized.words(),
                    quantized.offset(1),
                    k,
                    users,
                    offsets[1 + u],
                    slacks[1 + u],
                    quantized.scales(),
                    BLOCK,
                    thresholds[1 + u]);
            assertThat(four[u]).isEqualTo(one);
        }
    }
}
