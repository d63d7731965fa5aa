package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {
    /// Seven distinct scores among 500 items: ties everywhere, offered in a random order.
    @ParameterizedTest(name = "k = {0}, seeds 0..19")
    @ValueSource(ints = {1, 2, 3, 10, 37, 499, 500, 501})
    void keepsWhatSortingWouldKeep(int k) {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var scores = new float[500];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = random.nextInt(7) - 3;
            }
            var order = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
            Collections.shuffle(order, random);
            var best = new TopK(k);

            order.forEach(item -> best.offer(item, scores[item]));
            best.sort();

            var expected = IntStream.range(0, 500)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer item) -> -scores[item])
                            .thenComparingInt(item -> item))
                    .limit(k)
                    .toList();
            assertThat(items(best)).as("seed %d", seed).isEqualTo(expected);
            assertThat(best.score(0)).isEqualTo(scores[best.item(0)]);
        }
    }

    @Test
    void neverKeepsWhatHasNoScore() {
        var best = new TopK(5);

        best.offer(0, Float.NaN);
        best.offer(1, Float.NEGATIVE_INFINITY);
        best.offer(2, -1);
        best.sort();

        assertThat(items(best)).containsExactly(2);
    }

    @Test
    void nanDoesNotPushOutWhatIsKept() {
        var best = new TopK(1);

        best.offer(3, 1);
        best.offer(0, Float.NaN);

        assertThat(best.threshold()).isEqualTo(1);
    }

    @Test
    void theThresholdIsTheWorstKeptOnceItIsFull() {
        var best = new TopK(2);
        assertThat(best.threshold()).isEqualTo(Float.NEGATIVE_INFINITY);
        best.offer(0, 5);
        assertThat(best.threshold()).isEqualTo(Float.NEGATIVE_INFINITY);
        best.offer(1, 3);
        assertThat(best.threshold()).isEqualTo(3);
        best.offer(2, 4);
        assertThat(best.threshold()).isEqualTo(4);
    }

    @Test
    void isReadyForTheNextUserAfterClear() {
        var best = new TopK(2);
        best.offer(9, 9);
        best.sort();

        best.clear();
        best.offer(1, 1);
        best.sort();

        assertThat(items(best)).containsExactly(1);
    }

    @Test
    void placesBeyondTheSizeAreRefused() {
        assertThatThrownBy(() -> new TopK(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopK(3).item(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new TopK(3).score(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<Integer> items(TopK best) {
        return IntStream.range(0, best.size()).mapToObj(best::item).toList();
    }
}
