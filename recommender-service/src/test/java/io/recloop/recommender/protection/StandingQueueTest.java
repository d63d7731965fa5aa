package io.recloop.recommender.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandingQueueTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long TARGET = 100 * MS;
    private static final long INTERVAL = 500 * MS;

    private final StandingQueue queue = new StandingQueue(TARGET, INTERVAL);

    @Test
    void standsWhereForAnIntervalAllWaitTooLong() {
        for (long now = -200 * MS; now < 300 * MS; now += 50 * MS) {
            queue.waited(TARGET + 1, now);
            assertThat(queue.stands(now)).isFalse();
        }
        queue.waited(TARGET + 1, 300 * MS);
        assertThat(queue.stands(300 * MS)).isTrue();
    }

    @Test
    void oneShortWaitIsTheEndOfIt() {
        for (long now = 0; now <= 1_000 * MS; now += 50 * MS) {
            queue.waited(2 * TARGET, now);
        }
        assertThat(queue.stands(1_000 * MS)).isTrue();

        queue.waited(TARGET, 1_001 * MS);
        assertThat(queue.stands(1_001 * MS)).isFalse();
        queue.waited(2 * TARGET, 1_500 * MS);
        assertThat(queue.stands(1_500 * MS)).isFalse();
    }

    @Test
    void aPauseAfterWhichAllHaveWaitedIsNoQueueYet() {
        queue.waited(0, 0);
        for (long now = 2_000 * MS; now < 2_500 * MS; now += 10 * MS) {
            queue.waited(2_000 * MS, now);
            assertThat(queue.stands(now)).isFalse();
        }
        queue.waited(0, 2_500 * MS);
        assertThat(queue.stands(2_500 * MS)).isFalse();
    }

    @Test
    void whatWasHeardLongAgoSaysNothing() {
        assertThat(queue.stands(0)).isFalse();
        for (long now = 0; now <= 1_000 * MS; now += 50 * MS) {
            queue.waited(2 * TARGET, now);
        }
        assertThat(queue.stands(1_499 * MS)).isTrue();
        assertThat(queue.stands(1_500 * MS)).isFalse();
    }
}
