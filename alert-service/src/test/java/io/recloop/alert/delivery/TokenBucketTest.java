package io.recloop.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.alert.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));

    @Test
    void aBurstIsFollowedByTheRate() {
        var bucket = new TokenBucket(2, 5, clock);
        bucket.take(5);

        assertThat(bucket.available()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(bucket.available()).isEqualTo(2);
    }

    @Test
    void restDoesNotSaveUpMoreThanTheBurst() {
        var bucket = new TokenBucket(2, 5, clock);
        clock.advance(Duration.ofHours(1));

        assertThat(bucket.available()).isEqualTo(5);
    }

    @Test
    void withoutARateThereIsNoBound() {
        var bucket = new TokenBucket(Double.POSITIVE_INFINITY, 1, clock);
        bucket.take(1_000);

        assertThat(bucket.available()).isEqualTo(Integer.MAX_VALUE);
    }
}
