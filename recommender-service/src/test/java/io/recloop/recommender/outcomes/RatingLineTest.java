package io.recloop.recommender.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RatingLineTest {
    private final RatingLine line = new RatingLine(20);

    @Test
    void predictsNothingFromTooFewRatings() {
        for (int i = 0; i < 19; i++) {
            line.learn(i, 3);
            assertThat(line.predict(0)).isEmpty();
        }
        line.learn(19, 3);
        assertThat(line.predict(0)).isPresent();
    }

    @Test
    void findsTheLineThatRatingsFollow() {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            double score = random.nextDouble();
            line.learn(score, 1.5 + 2.5 * score);
        }
        assertThat(line.predict(0.2).orElseThrow()).isCloseTo(2, within(1e-9));
        assertThat(line.predict(0.8).orElseThrow()).isCloseTo(3.5, within(1e-9));
    }

    @Test
    void staysWithinTheScaleOfRatings() {
        for (int i = 0; i < 100; i++) {
            line.learn(i % 2, 1 + 4 * (i % 2));
        }
        assertThat(line.predict(50).orElseThrow()).isEqualTo(5);
        assertThat(line.predict(-50).orElseThrow()).isEqualTo(0.5);
    }

    @Test
    void aHigherScoreNeverMeansALowerRating() {
        for (int i = 0; i < 100; i++) {
            line.learn(i % 2, 5 - 4 * (i % 2));
        }
        assertThat(line.predict(0).orElseThrow()).isEqualTo(line.predict(1).orElseThrow());
    }

    @Test
    void scoresThatAreAllTheSameGiveTheMean() {
        for (int i = 0; i < 100; i++) {
            line.learn(0.5, 2 + 2 * (i % 2));
        }
        assertThat(line.predict(0.5).orElseThrow()).isCloseTo(3, within(0.01));
    }

    @Test
    void followsRatingsThatChange() {
        for (int i = 0; i < 5_000; i++) {
            line.learn(i % 2, 2);
        }
        for (int i = 0; i < 5_000; i++) {
            line.learn(i % 2, 4);
        }
        // 0.999^5000 of the weight is left to the ratings before.
        assertThat(line.predict(0).orElseThrow()).isCloseTo(4, within(0.02));
    }

    @Test
    void aModelThatTakesOverBeginsAnewAndTenantsAreApart() {
        var ratings = new PredictedRatings(1);
        assertThat(ratings.predictThenLearn("a", "m1", 1, 4)).isEmpty();
        assertThat(ratings.predictThenLearn("b", "m1", 1, 1)).isEmpty();
        assertThat(ratings.predictThenLearn("a", "m1", 1, 4)).hasValue(4);
        assertThat(ratings.predictThenLearn("b", "m1", 1, 1)).hasValue(1);
        assertThat(ratings.predictThenLearn("a", "m2", 1, 4)).isEmpty();
    }
}
