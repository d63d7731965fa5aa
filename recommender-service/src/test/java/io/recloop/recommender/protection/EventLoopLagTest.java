package io.recloop.recommender.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopLagTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private long now = -5;
    private final EventLoopLag lag = new EventLoopLag(() -> now);

    @Test
    void isTheTimeToATasksTurn() {
        assertThat(measure()).isZero();
        now += 70 * MS;
        turn();
        assertThat(measure()).isEqualTo(70 * MS);
    }

    @Test
    void oneTaskAtATimeAndNotAlways() {
        measure();
        measure();
        assertThat(loop).hasSize(1);
        turn();
        measure();
        assertThat(loop).isEmpty();
        now += 10 * MS;
        measure();
        assertThat(loop).hasSize(1);
    }

    @Test
    void countsTheRequestsOfTheRound() {
        for (int i = 0; i < 5; i++) {
            measure();
        }
        turn();
        assertThat(lag.requests(now)).isEqualTo(5);
        assertThat(lag.requests(now + 1_000 * MS)).isZero();
        now += 10 * MS;
        measure();
        turn();
        assertThat(lag.requests(now)).isEqualTo(1);
    }

    @Test
    void whatWasMeasuredLongAgoIsForgotten() {
        measure();
        now += 70 * MS;
        turn();
        now += 1_000 * MS;
        assertThat(measure()).isZero();
        // The task of that call says how it is now.
        now += 2 * MS;
        turn();
        assertThat(measure()).isEqualTo(2 * MS);
    }

    private long measure() {
        lag.read(loop::add, now);
        return lag.nanos(now);
    }

    private void turn() {
        loop.remove().run();
    }
}
