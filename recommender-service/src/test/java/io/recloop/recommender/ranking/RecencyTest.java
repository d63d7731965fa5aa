package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecencyTest {
    /// With g = 1 three likes weigh 1, 1/2 and 1/3 of a whole that is made three.
    private static final double WHOLE = 3 / (1 + 0.5 + 1.0 / 3);

    private final Recency recency = new Recency(1);

    @Test
    void whatCameSinceIsNewerThanWhatWasTrained() {
        // Trained with row 5 (older) and 9 (newer); row 2 came since.
        var history = history(recency, new Interaction("2", Signal.POSITIVE));
        assertThat(history.changed()).isTrue();
        assertThat(history.liked()).containsExactly(2, 5, 9);
        assertThat(history.weights())
                .containsExactly(new float[] {(float) WHOLE, (float) (WHOLE / 3), (float) (WHOLE / 2)}, within(1e-6f));
    }

    @Test
    void whatIsLikedAgainIsLikedLately() {
        var history = history(recency, new Interaction("5", Signal.POSITIVE));
        assertThat(history.changed()).isTrue();
        assertThat(history.weights()[0]).isGreaterThan(history.weights()[1]);
        assertThat(history(Recency.NONE, new Interaction("5", Signal.POSITIVE)).weights()[0])
                .isEqualTo(1);
    }

    @Test
    void aHistoryThatWasTrainedWithoutItsOrderIsNotGivenOne() {
        var history = UserHistory.of(
                new int[] {5, 9},
                new float[] {1, 1},
                List.of(new Interaction("2", Signal.POSITIVE)),
                Integer::parseInt,
                recency);
        assertThat(history.liked()).containsExactly(2, 5, 9);
        assertThat(history.weights()).containsOnly(1);
    }

    @Test
    void whatWasTakenBackCountsForNothing() {
        var history = history(recency, new Interaction("2", Signal.POSITIVE), new Interaction("2", Signal.NEGATIVE));
        assertThat(history.liked()).containsExactly(5, 9);
    }

    @Test
    void withoutNewsTheWeightsAreThoseOfTheTraining() {
        var history = history(recency, new Interaction("5", Signal.NEUTRAL));
        assertThat(history.changed()).isFalse();
        assertThat(history.weights()).containsExactly(0.7f, 1.3f);
    }

    @Test
    void isReadFromAManifest() {
        assertThat(Recency.of(Map.of("recency", 0.5)).exponent()).isEqualTo(0.5);
        assertThat(Recency.of(Map.of())).isEqualTo(Recency.NONE);
        assertThatIllegalArgumentException().isThrownBy(() -> Recency.of(Map.of("recency", -1.0)));
    }

    private static UserHistory history(Recency recency, Interaction... since) {
        return UserHistory.of(new int[] {5, 9}, new float[] {0.7f, 1.3f}, List.of(since), Integer::parseInt, recency);
    }
}
