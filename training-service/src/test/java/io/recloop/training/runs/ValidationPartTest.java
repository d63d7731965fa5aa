package io.recloop.training.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.engine.TrainingData;
import java.util.SplittableRandom;
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

    private static CsrMatrix random(int users, int items, int pairs) {
        var random = new SplittableRandom(5);
        return CsrMatrix.ofPairs(
                users,
                items,
                random.ints(pairs, 0, users).toArray(),
                random.ints(pairs, 0, items).toArray());
    }
}
