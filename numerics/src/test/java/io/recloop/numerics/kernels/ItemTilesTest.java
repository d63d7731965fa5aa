package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemTilesTest {
    private static final String SIZES = """
            1,1
            15,3
            16,8
            17,10
            63,16
            64,17
            65,64
            300,5
            1000,33
            """;

    @ParameterizedTest(name = "{0} items, {1} factors")
    @CsvSource(textBlock = SIZES)
    void everyScoreEqualsTheDotProductWithinTheStatedBound(int items, int k) {
        var samples = new Samples(items);
        var factors = samples.floats(items * k);
        var user = samples.floats(k + 1);
        var scores = new float[items];

        ItemTiles.pack(factors, items, k).scores(user, 1, scores);

        for (int item = 0; item < items; item++) {
            double bound = 2 * k * Samples.U * Samples.magnitude(user, 1, factors, item * k, k);
            assertThat((double) scores[item]).isCloseTo(Kernels.dot(user, 1, factors, item * k, k), within(bound));
        }
    }

    @ParameterizedTest(name = "{0} items, {1} factors")
    @CsvSource(textBlock = SIZES)
    void topIsWhatSortingAllScoresGives(int items, int k) {
        var samples = new Samples(7L * items);
        var tiles = ItemTiles.pack(samples.floats(items * k), items, k);
        var user = samples.floats(k);
        var scores = new float[items];
        tiles.scores(user, 0, scores);
        var excluded = randomHalf(items, 1);

        for (int length : new int[] {1, 10, items + 3}) {
            var best = new TopK(length);

            tiles.top(user, 0, excluded, best);

            assertThat(items(best)).isEqualTo(sorted(scores, excluded, length));
        }
    }

    @ParameterizedTest(name = "{0} items, {1} factors")
    @CsvSource(textBlock = SIZES)
    void manyUsersGetTheListsThatEachGetsAlone(int items, int k) {
        var samples = new Samples(11L * items);
        var tiles = ItemTiles.pack(samples.floats(items * k), items, k);
        var users = samples.floats(9 * k);
        for (int count = 0; count <= 9; count++) {
            var offsets = new int[count];
            var excluded = new ItemSet[count];
            var best = new TopK[count];
            for (int u = 0; u < count; u++) {
                offsets[u] = (count - 1 - u) * k;
                excluded[u] = u == 1 ? new ItemSet(items) : randomHalf(items, u);
                best[u] = new TopK(1 + 3 * u);
            }

            tiles.topForEach(users, offsets, count, excluded, best);

            for (int u = 0; u < count; u++) {
                var alone = new TopK(1 + 3 * u);
                tiles.top(users, offsets[u], excluded[u], alone);
                assertThat(items(best[u])).isEqualTo(items(alone));
                for (int place = 0; place < alone.size(); place++) {
                    assertThat(best[u].score(place)).isEqualTo(alone.score(place));
                }
            }
        }
    }

    @Test
    void tiesGoToTheLowerRow() {
        var tiles = ItemTiles.pack(new float[200], 200, 1);
        var best = new TopK(3);

        tiles.top(new float[] {1}, 0, null, best);

        assertThat(items(best)).containsExactly(0, 1, 2);
    }

    @Test
    void theZerosThatPadABlockAreNeverItems() {
        var tiles = ItemTiles.pack(new float[] {-1, -2}, 2, 1);
        var best = new TopK(5);

        tiles.top(new float[] {1}, 0, null, best);

        assertThat(items(best)).containsExactly(0, 1);
    }

    @Test
    void aUserWithoutNumbersGetsNothing() {
        var best = new TopK(5);

        ItemTiles.pack(new float[] {1, 2}, 2, 1).top(new float[] {Float.NaN}, 0, null, best);

        assertThat(best.size()).isZero();
    }

    @Test
    void noItemsGiveAnEmptyList() {
        var best = new TopK(5);

        ItemTiles.pack(new float[0], 0, 4).top(new float[4], 0, null, best);

        assertThat(best.size()).isZero();
    }

    @Test
    void factorsComeOutAsTheyWentIn() {
        var factors = new Samples(3).floats(70 * 5);
        var tiles = ItemTiles.pack(factors, 70, 5);
        var out = new float[70 * 5];

        for (int item = 0; item < 70; item++) {
            tiles.factors(item, out, item * 5);
        }

        assertThat(out).isEqualTo(factors);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> ItemTiles.pack(new float[5], 2, 3)).isInstanceOf(IllegalArgumentException.class);
        var tiles = ItemTiles.pack(new float[6], 2, 3);
        assertThatThrownBy(() -> tiles.top(new float[2], 0, null, new TopK(1)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tiles.top(new float[3], 0, new ItemSet(3), new TopK(1)))
                .hasMessageContaining("3 items, not 2");
        assertThatThrownBy(() -> tiles.topForEach(new float[3], new int[3], 4, new ItemSet[4], new TopK[4]))
                .hasMessageContaining("4 users, 3 offsets");
        assertThatThrownBy(() -> tiles.factors(2, new float[3], 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<Integer> sorted(float[] scores, ItemSet excluded, int length) {
        return IntStream.range(0, scores.length)
                .filter(item -> !excluded.contains(item))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer item) -> -scores[item])
                        .thenComparingInt(item -> item))
                .limit(length)
                .toList();
    }

    private static ItemSet randomHalf(int items, long seed) {
        var random = new Random(seed);
        var set = new ItemSet(items);
        for (int item = 0; item < items; item++) {
            // The second block of 64 is excluded as a whole, which is a path of its own.
            if (random.nextBoolean() || item / 64 == 1) {
                set.add(item);
            }
        }
        return set;
    }

    private static List<Integer> items(TopK best) {
        return IntStream.range(0, best.size()).mapToObj(best::item).toList();
    }
}
