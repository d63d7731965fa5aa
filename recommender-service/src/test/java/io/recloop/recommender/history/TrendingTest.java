package io.recloop.recommender.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.recommender.history.Trending.Rising;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendingTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /// Scores are kept as float: |error| ≤ 2⁻²⁴ of the score at each of a few steps.
    private static final double ROUNDING = 1e-5;

    private final Hand hand = new Hand();
    private final Trending trending = new Trending(new Kept(100), hand);

    /// A clock that stands until it is moved.
    private static final class Hand extends Clock {
        private Instant now = NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private record Kept(int maxItems) implements TrendingConfig {
        @Override
        public List<Duration> halfLives() {
            return List.of(DAY, HOUR);
        }

        @Override
        public Duration halfLife() {
            return DAY;
        }

        @Override
        public double leastScore() {
            return 3;
        }
    }

    @Test
    void aLikeWeighsHalfAfterEachHalfLife() {
        trending.liked("t", "a", NOON.minus(HOUR.multipliedBy(2)));
        trending.liked("t", "a", NOON);
        assertThat(score("a", HOUR)).isCloseTo(1.25, within(ROUNDING));
        hand.now = NOON.plus(HOUR);
        assertThat(score("a", HOUR)).isCloseTo(0.625, within(ROUNDING));
        assertThat(score("a", DAY)).isCloseTo(Math.pow(2, -1 / 24.0) + Math.pow(2, -3 / 24.0), within(ROUNDING));
    }

    @Test
    void theOrderInWhichLikesComeDoesNotMatter() {
        trending.liked("t", "a", NOON);
        trending.liked("t", "a", NOON.minus(HOUR));
        trending.liked("t", "b", NOON.minus(HOUR));
        trending.liked("t", "b", NOON);
        assertThat(score("a", HOUR)).isCloseTo(score("b", HOUR), within(ROUNDING));
    }

    @Test
    void whatIsLikedNowOvertakesWhatWasLikedMoreYesterday() {
        for (int i = 0; i < 5; i++) {
            trending.liked("t", "old", NOON.minus(DAY));
        }
        trending.liked("t", "new", NOON);
        assertThat(trending.items("t", HOUR)).extracting(Rising::item).containsExactly("new");
        assertThat(trending.items("t", DAY)).extracting(Rising::item).containsExactly("old", "new");
    }

    @Test
    void aSendersClockThatRunsAheadGivesNoHeadStart() {
        trending.liked("t", "a", NOON.plus(DAY));
        assertThat(score("a", HOUR)).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void tenantsAreCountedApart() {
        trending.liked("t", "a", NOON);
        assertThat(trending.items("other", HOUR)).isEmpty();
    }

    @Test
    void whoAsksForAnotherHalfLifeIsToldWhichThereAre() {
        assertThatThrownBy(() -> trending.items("t", Duration.ofHours(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT1H");
    }

    @Test
    void forgetsTheFaintestWhenThereAreTooMany() {
        for (int i = 0; i < 1_000; i++) {
            trending.liked("t", "i" + i, NOON.minusSeconds(1_000 - i));
        }
        assertThat(trending.size()).isLessThanOrEqualTo(100);
        assertThat(trending.items("t", DAY)).extracting(Rising::item).contains("i999", "i998");
    }

    private double score(String item, Duration halfLife) {
        return trending.items("t", halfLife).stream()
                .filter(rising -> rising.item().equals(item))
                .findFirst()
                .orElseThrow()
                .score();
    }
}
