package io.recloop.alert.delivery;

import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.AttemptResult.Unknown;
import io.recloop.alert.notifications.DeliveryLane;
import io.recloop.alert.notifications.LeasedNotification;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Delivers to one channel for as long as there is something due, several at once: new notifications in one
/// lane, retries in another, each with its own places. A signal that comes while it looks makes it look once
/// more, so that nothing new waits for the next tick. Thread-safe.
final class ChannelPump {
    private static final Logger LOG = Logger.getLogger(ChannelPump.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final DeliveryTarget target;
    private final DeliveryWorker worker;
    private final Executor executor;
    private final TokenBucket bucket;
    private final CircuitBreaker breaker;
    private final AtomicInteger signals = new AtomicInteger();
    private final AtomicInteger fresh = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private volatile boolean looksForRetries;
    private volatile boolean closed;
    private boolean failing;

    ChannelPump(DeliveryTarget target, DeliveryWorker worker, Executor executor) {
        this.target = target;
        this.worker = worker;
        this.executor = executor;
        this.bucket = worker.bucket(target.limits());
        this.breaker = worker.breaker();
    }

    DeliveryTarget target() {
        return target;
    }

    CircuitBreaker.State breakerState() {
        return breaker.state();
    }

    /// There may be something new.
    void wake() {
        if (!closed && signals.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
    }

    /// Time has passed: a retry may be due, a token may be there.
    void tick() {
        looksForRetries = true;
        wake();
    }

    void close() {
        closed = true;
    }

    private void work() {
        int answered;
        do {
            answered = signals.get();
            deliverWhatIsDue();
        } while (signals.addAndGet(-answered) > 0);
    }

    /// Logs once that it fails and once that it works again; a database that is away for an hour is two
    /// lines.
    private void deliverWhatIsDue() {
        try {
            while (!closed && take(DeliveryLane.FRESH, fresh, target.limits().concurrency())) {
                // until a place is missing or nothing is due
            }
            if (looksForRetries) {
                looksForRetries = false;
                int places = Math.max(1, target.limits().concurrency() / 2);
                while (!closed && take(DeliveryLane.RETRY, retries, places)) {
                    // as above
                }
            }
            if (failing) {
                LOG.infof("channel=%s delivers again", target.name());
                failing = false;
            }
        } catch (RuntimeException e) {
            if (!failing && !closed) {
                LOG.errorf(e, "channel=%s cannot be served, trying again at each poll", target.name());
                failing = true;
            }
        }
    }

    /// @return whether it may go on
    private boolean take(DeliveryLane lane, AtomicInteger underWay, int places) {
        int most = Math.min(places - underWay.get(), bucket.available());
        most = Math.min(most, breaker.admits(fresh.get() + retries.get()));
        if (most <= 0) {
            looksForRetries |= lane == DeliveryLane.RETRY;
            return false;
        }
        var leased = worker.lease(target.name(), lane, most);
        bucket.take(leased.size());
        for (var notification : leased) {
            underWay.incrementAndGet();
            executor.execute(() -> deliver(notification, underWay));
        }
        return leased.size() == most;
    }

    private void deliver(LeasedNotification notification, AtomicInteger underWay) {
        try {
            learn(worker.deliver(target, notification));
        } catch (RuntimeException e) {
            LOG.errorf(
                    "channel=%s notification=%s is not recorded, its lease will end: %s",
                    target.name(), notification.id(), e.getMessage());
        } finally {
            underWay.decrementAndGet();
            wake();
        }
    }

    private void learn(AttemptResult result) {
        switch (result) {
            case Delivered delivered -> breaker.succeeded();
            case Refused refused -> breaker.succeeded();
            case Unknown unknown -> breaker.failed();
            case Retry retry -> {
                breaker.failed();
                retry.after()
                        .ifPresent(asked -> breaker.pause(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked));
            }
        }
    }
}
