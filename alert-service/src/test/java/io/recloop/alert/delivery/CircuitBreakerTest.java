package io.recloop.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.alert.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofSeconds(15), clock);

    @Test
    void failuresInARowOpenItAndOneNotificationTriesAgain() {
        fail(3);

        assertThat(breaker.admits(0)).isZero();
        clock.advance(Duration.ofSeconds(15));
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
        assertThat(breaker.admits(0)).isEqualTo(1);
        assertThat(breaker.admits(1)).as("one alone").isZero();
    }

    @Test
    void theTryDecides() {
        fail(3);
        clock.advance(Duration.ofSeconds(15));

        fail(1);
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
        clock.advance(Duration.ofSeconds(15));
        breaker.succeeded();

        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aSuccessBetweenFailuresKeepsItClosed() {
        fail(2);
        breaker.succeeded();
        fail(2);

        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aPauseThatTheReceiverAsksForIsKept() {
        breaker.pause(Duration.ofSeconds(40));

        assertThat(breaker.admits(0)).isZero();
        clock.advance(Duration.ofSeconds(40));
        assertThat(breaker.admits(5)).isPositive();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
