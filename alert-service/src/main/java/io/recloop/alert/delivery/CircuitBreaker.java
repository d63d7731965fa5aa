package io.recloop.alert.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Spares a receiver that fails again and again: nothing is tried for a while, then one notification alone,
/// and the rest when that arrived. What waits meanwhile counts no attempt. Thread-safe.
final class CircuitBreaker {
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private final int failures;
    private final Duration pause;
    private final Clock clock;
    private int inARow;
    private Instant openUntil = Instant.MIN;

    /// @param failures in a row that open it
    CircuitBreaker(int failures, Duration pause, Clock clock) {
        this.failures = failures;
        this.pause = pause;
        this.clock = clock;
    }

    synchronized State state() {
        if (clock.instant().isBefore(openUntil)) {
            return State.OPEN;
        }
        return inARow >= failures ? State.HALF_OPEN : State.CLOSED;
    }

    /// @return how many more may be tried now
    synchronized int admits(int underWay) {
        return switch (state()) {
            case CLOSED -> Integer.MAX_VALUE;
            case OPEN -> 0;
            case HALF_OPEN -> underWay == 0 ? 1 : 0;
        };
    }

    /// What the receiver answered, well or not, came from the receiver: only what fails for everybody counts.
    synchronized void succeeded() {
        inARow = 0;
    }

    synchronized void failed() {
        inARow++;
        if (inARow >= failures) {
            openUntil = clock.instant().plus(pause);
        }
    }

    /// The receiver asks for a pause.
    synchronized void pause(Duration asked) {
        var until = clock.instant().plus(asked);
        if (until.isAfter(openUntil)) {
            openUntil = until;
        }
    }
}
