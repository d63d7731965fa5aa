package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the factors are like, the bounds leave nothing out that scoring every item would list.
class ExactTopTest {
    private static final long SEED = 20261121;
    private static final int ITEMS = 1500;

    /// Catalogues that try the bounds, each with users of its own.
    private enum Catalogue {
        GAUSSIAN,
        /// Norms from 1e-3 to 1e3: the pass ends early.
        SKEWED,
        /// One value in {-1, 0, 1} each: ties everywhere, also at the threshold.
        TIES,
        /// A last component that is an item's bias, and 1 as the user's.
        BIASED,
        /// One component a hundred times the others, which therefore have hardly any bits.
        SPIKY,
        /// All items within a rounding of each other.
        NEAR_TIES,
        ALL_NEGATIVE,
        /// Smaller than any scale.
        TINY,
        /// Larger than any bound.
        HUGE,
        WITHOUT_NUMBERS;

        float[] items(Samples samples, int k) {
            var rows = samples.floats(ITEMS * k);
            for (int i = 0; i < rows.length; i++) {
                int row = i / k;
                rows[i] = switch (this) {
                    case GAUSSIAN -> rows[i];
                    case SKEWED -> rows[i] * (float) Math.pow(10, row * 7 % ITEMS * 6.0 / ITEMS - 3);
                    case TIES -> Math.round(Math.clamp(rows[i], -1, 1));
                    case BIASED -> i % k == k - 1 ? 3 * rows[i] : rows[i];
                    case SPIKY -> i % k == row % k ? 100 * rows[i] : rows[i];
                    case NEAR_TIES -> 1 + rows[i] * 1e-6f;
                    case ALL_NEGATIVE -> -Math.abs(rows[i]);
                    case TINY -> rows[i] * 1e-30f;
                    case HUGE -> rows[i] * (row % 5 == 0 ? 1e30f : 1);
                    case WITHOUT_NUMBERS -> row % 7 == 0 ? Float.NaN : rows[i];
                };
            }
            return rows;
        }

        float[] users(Samples samples, int count, int k) {
            var users = samples.floats(count * k);
            for (int i = 0; i < users.length; i++) {
                users[i] = switch (this) {
                    case TIES -> Math.round(Math.clamp(users[i], -1, 1));
                    case BIASED -> i % k == k - 1 ? 1 : users[i];
                    case ALL_NEGATIVE -> Math.abs(users[i]);
                    case TINY -> users[i] * 1e-12f;
                    default -> users[i];
                };
            }
            return users;
        }
    }

    static Stream<Arguments> catalogues() {
        var cases = new ArrayList<Arguments>();
        for (var bounds : List.of(new ScalarBlockBounds(), new VectorBlockBounds())) {
            for (var catalogue : Catalogue.values()) {
                for (int k : new int[] {1, 7, 64}) {
                    cases.add(Arguments.of(bounds, catalogue, k));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, {1}, k = {2}, seed " + SEED)
    @MethodSource("catalogues")
    void aListIsWhatScoringEveryItemGives(BlockBounds bounds, Catalogue catalogue, int k) {
        var samples = new Samples(SEED + k);
        var rows = catalogue.items(samples, k);
        var tiles = ItemTiles.pack(rows, ITEMS, k, bounds);
        var users = catalogue.users(samples, 3, k);
        for (int u = 0; u < 3; u++) {
            for (double share : new double[] {0, 0.3, 0.97}) {
                var excluded = excluded(share, u);
                for (int length : new int[] {1, 10, 200}) {
                    var best = new TopK(length);

                    tiles.top(users, u * k, excluded, best);

                    sameList(best, scored(rows, k, users, u * k, excluded, length));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1}, k = {2}, seed " + SEED)
    @MethodSource("catalogues")
    void eachOfManyUsersGetsTheListThatScoringEveryItemGives(BlockBounds bounds, Catalogue catalogue, int k) {
        var samples = new Samples(SEED + 31L * k);
        var rows = catalogue.items(samples, k);
        var tiles = ItemTiles.pack(rows, ITEMS, k, bounds);
        int count = 11;
        var users = catalogue.users(samples, count, k);
        var offsets = new int[count];
        var excluded = new ItemSet[count];
        var best = new TopK[count];
        for (int u = 0; u < count; u++) {
            offsets[u] = (count - 1 - u) * k;
            excluded[u] = excluded(u % 3 * 0.48, u);
            best[u] = new TopK(1 + 5 * u);
        }

        tiles.topForEach(users, offsets, count, excluded, best);

        for (int u = 0; u < count; u++) {
            sameList(best[u], scored(rows, k, users, offsets[u], excluded[u], 1 + 5 * u));
        }
    }

    private static TopK scored(float[] rows, int k, float[] users, int offset, ItemSet excluded, int length) {
        var best = new TopK(length);
        for (int row = 0; row < ITEMS; row++) {
            if (!excluded.contains(row)) {
                best.offer(row, Kernels.dot(users, offset, rows, row * k, k));
            }
        }
        best.sort();
        return best;
    }

    private static void sameList(TopK best, TopK expected) {
        assertThat(best.size()).isEqualTo(expected.size());
        for (int place = 0; place < expected.size(); place++) {
            assertThat(best.item(place)).as("place %d", place).isEqualTo(expected.item(place));
            assertThat(best.score(place)).isEqualTo(expected.score(place));
        }
    }

    private static ItemSet excluded(double share, int seed) {
        var random = new Random(seed);
        var set = new ItemSet(ITEMS);
        for (int item = 0; item < ITEMS; item++) {
            if (random.nextDouble() < share) {
                set.add(item);
            }
        }
        return set;
    }
}
