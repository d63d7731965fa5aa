package io.recloop.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddingDriftTest {
    /// Longer in the first dimension than in the others, so that a rotation moves it.
    private static List<float[]> cloud(int vectors, long seed, UnaryOperator<float[]> change) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, vectors)
                .mapToObj(i -> {
                    var vector = new float[8];
                    for (int d = 0; d < vector.length; d++) {
                        vector[d] = (float) (random.nextGaussian() * (d == 0 ? 3 : 1));
                    }
                    return change.apply(vector);
                })
                .toList();
    }

    private static List<float[]> cloud(int vectors, long seed) {
        return cloud(vectors, seed, vector -> vector);
    }

    private static Statistic.Tested discrepancy(EmbeddingDrift drift) {
        return (Statistic.Tested) drift.discrepancy();
    }

    @Test
    void aRotationThatKeepsTheMeanIsFound() {
        var rotated = cloud(300, 2, vector -> {
            float first = vector[0];
            vector[0] = vector[1];
            vector[1] = -first;
            return vector;
        });

        var drift = EmbeddingDrift.between(cloud(300, 1), rotated, 7);

        assertThat(discrepancy(drift).pValue()).isLessThan(0.01);
        assertThat(discrepancy(drift).value()).isGreaterThan(drift.noiseFloor());
        assertThat(drift.meanDistance().number().orElseThrow()).isLessThan(0.6);
    }

    @Test
    void aSplitThatKeepsTheMeanIsFound() {
        var random = new SplittableRandom(3);
        var split = cloud(300, 2, vector -> {
            vector[4] += random.nextBoolean() ? 2 : -2;
            return vector;
        });

        var drift = EmbeddingDrift.between(cloud(300, 1), split, 7);

        assertThat(discrepancy(drift).pValue()).isLessThan(0.01);
    }

    @Test
    void twentyCloudsOfOneDistributionStayWithinTheLevel() {
        long found = IntStream.range(0, 20)
                .filter(i -> discrepancy(EmbeddingDrift.between(cloud(100, 100 + i), cloud(120, 500 + i), i))
                                .pValue()
                        <= 0.01)
                .count();

        // Binomial(20, 0.01): more than 2 has probability 0.001.
        assertThat(found).isLessThanOrEqualTo(2);
    }

    @Test
    void theSameVectorsAndSeedGiveTheSameNumbers() {
        var first = EmbeddingDrift.between(cloud(600, 1), cloud(500, 2), 7);
        var second = EmbeddingDrift.between(cloud(600, 1), cloud(500, 2), 7);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void equalVectorsAreUndefinedAndFewAreInsufficient() {
        var same = Stream.generate(() -> new float[] {1, 2}).limit(50).toList();

        assertThat(EmbeddingDrift.between(same, same, 1).discrepancy()).isInstanceOf(Statistic.Undefined.class);
        assertThat(EmbeddingDrift.between(same, List.of(), 1).discrepancy()).isInstanceOf(Statistic.Insufficient.class);
    }

    @Test
    void vectorsThatAreNoneAreRefused() {
        var some = cloud(10, 1);
        var broken = Stream.generate(() -> new float[] {Float.NaN, 0, 0, 0, 0, 0, 0, 0})
                .limit(5)
                .toList();

        assertThatThrownBy(() -> EmbeddingDrift.between(some, broken, 1)).hasMessageContaining("NaN");
    }
}
