package io.recloop.recommender.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, -7})
    void aSecondsWorthMayComeAtOnceAndThenOneAfterTheOther(long start) {
        var bucket = new TokenBucket(10, start);
        for (int i = 0; i < 10; i++) {
            assertThat(bucket.take(start)).isZero();
        }
        assertThat(bucket.take(start)).isEqualTo(SECOND / 10);
        assertThat(bucket.take(start + SECOND / 10 - 1)).isEqualTo(1);
        assertThat(bucket.take(start + SECOND / 10)).isZero();
        assertThat(bucket.take(start + SECOND / 10)).isEqualTo(SECOND / 10);
        assertThat(bucket.isFull(start + SECOND)).isFalse();
        assertThat(bucket.isFull(start + 2 * SECOND)).isTrue();
    }

    @Test
    void noMoreThanTheRateGetsThroughInTheLongRun() {
        var bucket = new TokenBucket(1_000, 0);
        int taken = 0;
        for (long now = 0; now < 10 * SECOND; now += SECOND / 7_919) {
            if (bucket.take(now) == 0) {
                taken++;
            }
        }
        // Ten seconds and the second's worth that was there at the start.
        assertThat(taken).isBetween(10_990, 11_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, -7})
    void whoNeedsMoreThanTheOneHeTookWaitsForAllOfThem(long start) {
        var bucket = new TokenBucket(10, start);
        bucket.take(start);
        assertThat(bucket.takeMore(5, start)).isZero();
        assertThat(bucket.left(start)).isEqualTo(4);
        bucket.take(start);
        assertThat(bucket.takeMore(5, start)).isEqualTo(2 * SECOND / 10);
        assertThat(bucket.left(start))
                .as("nothing is taken of what is not there")
                .isEqualTo(3);

        // Who gives the one back finds all of them at the time of the next try.
        bucket.giveBack(1);
        assertThat(bucket.take(start + 2 * SECOND / 10)).isZero();
        assertThat(bucket.takeMore(5, start + 2 * SECOND / 10)).isZero();
        assertThat(bucket.left(start + 2 * SECOND / 10)).isZero();
    }

    @Test
    void moreThanTheBucketHoldsIsADebtThatAFullBucketTakesOn() {
        var bucket = new TokenBucket(10, 0);
        bucket.take(0);
        assertThat(bucket.takeMore(24, 0)).isZero();
        assertThat(bucket.left(0)).isZero();
        assertThat(bucket.take(0)).as("15 owed and one wanted").isEqualTo(16 * SECOND / 10);
        assertThat(bucket.take(16 * SECOND / 10)).isZero();

        long later = 16 * SECOND / 10;
        bucket.giveBack(1);
        bucket.take(later);
        assertThat(bucket.takeMore(24, later)).as("until it is full").isEqualTo(9 * SECOND / 10);
        bucket.giveBack(1);
        assertThat(bucket.take(later + 9 * SECOND / 10)).isZero();
        assertThat(bucket.takeMore(24, later + 9 * SECOND / 10)).isZero();
    }

    @Test
    void whatIsGivenBackNeverFillsTheBucketAboveItsBrim() {
        var bucket = new TokenBucket(2, 0);
        bucket.take(0);
        bucket.giveBack(1);
        bucket.giveBack(50);
        assertThat(bucket.left(0)).isEqualTo(2);
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isPositive();
    }

    @Test
    void zeroIsNoLimitAndLessIsAMistake() {
        var bucket = new TokenBucket(0, 0);
        for (int i = 0; i < 100_000; i++) {
            assertThat(bucket.take(0)).isZero();
        }
        assertThat(bucket.takeMore(1_000, 0)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(-1, 0));
    }
}
