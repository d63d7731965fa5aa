package io.recloop.alert.delivery;

import io.recloop.alert.notifications.LeasedNotification;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// When an attempt that did not deliver is followed by another, and when by none: never by none while the
/// incident lives.
///
/// @param random uniform in [0, 1); spreads the retries of many notifications, so that a receiver that comes
/// back is not trampled
record RetryRules(DeliveryConfig config, DoubleSupplier random) {
    sealed interface Next {
        record Again(Instant at) implements Next {}

        record GiveUp(String why) implements Next {}
    }

    /// @param refusals with this one
    /// @param ended    when the incident ended; empty while it lives
    Next afterRefusal(LeasedNotification notification, int refusals, Optional<Instant> ended, Instant now) {
        return ended.isPresent() && refusals >= config.refusals()
                ? new Next.GiveUp("refused %d times".formatted(refusals))
                : again(notification, jittered(refusalPause(refusals)), ended, now);
    }

    /// @param asked for by the receiver
    Next afterFailure(LeasedNotification notification, Optional<Duration> asked, Optional<Instant> ended, Instant now) {
        var pause = asked.map(this::bounded)
                .filter(wanted -> wanted.compareTo(backOff(notification.attempt())) > 0)
                .orElseGet(() -> jittered(backOff(notification.attempt())));
        return again(notification, pause, ended, now);
    }

    private Next again(LeasedNotification notification, Duration pause, Optional<Instant> ended, Instant now) {
        var at = now.plus(pause);
        var from = ended.filter(end -> end.isAfter(notification.createdAt())).orElse(notification.createdAt());
        return ended.isPresent() && at.isAfter(from.plus(config.giveUpAfter()))
                ? new Next.GiveUp("not delivered within %s".formatted(config.giveUpAfter()))
                : new Next.Again(at);
    }

    private Duration bounded(Duration asked) {
        return asked.compareTo(config.maxRetryAfter()) > 0 ? config.maxRetryAfter() : asked;
    }

    /// first · 2^(attempt − 1), at most the maximum.
    private Duration backOff(int attempt) {
        int doublings = Math.min(attempt - 1, 30);
        var pause = config.firstRetry().multipliedBy(1L << doublings);
        return pause.compareTo(config.maxRetry()) > 0 ? config.maxRetry() : pause;
    }

    /// first · 4^(refusals − 1), at most the maximum.
    private Duration refusalPause(int refusals) {
        int doublings = Math.min(2 * (refusals - 1), 30);
        var pause = config.firstRefusalRetry().multipliedBy(1L << doublings);
        return pause.compareTo(config.maxRefusalRetry()) > 0 ? config.maxRefusalRetry() : pause;
    }

    /// 80 % to 120 %.
    private Duration jittered(Duration pause) {
        return Duration.ofNanos((long) (pause.toNanos() * (0.8 + 0.4 * random.getAsDouble())));
    }
}
