package io.recloop.training.runs.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidationPartTest {
    private final TrainingData data = TrainingData.of(random(200, 50, 1_500));

    @Test
    void whatIsWantedAndWhatIsLearntMakeTheWhole() {
        var part = ValidationPart.of(data, 100, 7);

        assertThat(part.wanted().entries()).isEqualTo(100);
        assertThat(part.learn().positives().entries() + part.wanted().entries())
                .isEqualTo(data.positives().entries());
        for (int user = 0; user < 200; user++) {
            int of = user;
            assertThat(part.wanted().rowLength(user)).isLessThanOrEqualTo(1);
            part.wanted().forEach(user, (item, value) -> {
                assertThat(part.learn().positives().contains(of, item)).isFalse();
                assertThat(data.positives().contains(of, item)).isTrue();
                assertThat(part.learn().positives().rowLength(of)).isGreaterThanOrEqualTo(2);
            });
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        assertThat(ValidationPart.of(data, 50, 7).wanted().indices())
                .isEqualTo(ValidationPart.of(data, 50, 7).wanted().indices())
                .isNotEqualTo(ValidationPart.of(data, 50, 8).wanted().indices());
    }

    @Test
    void aUserWithTwoPositivesKeepsBoth() {
        var small = TrainingData.of(CsrMatrix.ofPairs(1, 3, new int[] {0, 0}, new int[] {0, 2}));

        assertThat(ValidationPart.of(small, 10, 7).wanted().entries()).isZero();
    }

    /// Imported ratings often share a second. What was as new as the positive that was taken is the newest then.
    @Test
    void whatIsAsNewAsWhatWasTakenIsTheNewest() {
        var part = ValidationPart.of(aged(0, 0, 2, 3), 10, 7);

        assertThat(part.wanted().entries()).isEqualTo(1);
        var left = part.learn();
        assertThat(left.ages().values()).containsExactly(0, 1, 2);
        float first = left.recencyWeighted(1).values()[0];
        assertThat(first).as("of 3 in all, shared as 1 to 1/2 to 1/3").isCloseTo(3 * 6 / 11f, within(1e-6f));
    }

    @Test
    void whatWasTakenIsTheNewestAndAllOthersAreOneYounger() {
        var part = ValidationPart.of(aged(3, 0, 2, 1), 10, 7);

        assertThat(part.wanted().indices()).containsExactly(1);
        assertThat(part.learn().ages().values()).containsExactly(2, 1, 0);
    }

    /// One user who had as many items as there are ages.
    private static TrainingData aged(float... ages) {
        var items = IntStream.range(0, ages.length).toArray();
        var positives = CsrMatrix.ofPairs(1, ages.length, new int[ages.length], items);
        return TrainingData.of(positives)
                .withAges(new CsrMatrix(1, ages.length, positives.indptr(), positives.indices(), ages));
    }

    private static CsrMatrix random(int users, int items, int pairs) {
        var random = new SplittableRandom(5);
        return CsrMatrix.ofPairs(
                users,
                items,
                random.ints(pairs, 0, users).toArray(),
                random.ints(pairs, 0, items).toArray());
    }
}
