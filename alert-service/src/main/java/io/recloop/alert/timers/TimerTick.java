package io.recloop.alert.timers;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.alert.notifications.DeliverySignal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/// Fires what is due. Replicas share the work: each timer fires in one transaction, on one of them.
@Singleton
public final class TimerTick {
    private static final Logger LOG = Logger.getLogger(TimerTick.class);
    private static final int PAGE = 200;

    private final Timers timers;
    private final Map<TimerKind, TimerHandler> handlers = new EnumMap<>(TimerKind.class);
    private final DeliverySignal delivery;
    private final Clock clock;

    public TimerTick(Timers timers, @All List<TimerHandler> handlers, DeliverySignal delivery, Clock clock) {
        this.timers = timers;
        this.delivery = delivery;
        this.clock = clock;
        handlers.forEach(handler -> handler.kinds().forEach(kind -> this.handlers.put(kind, handler)));
    }

    @Scheduled(
            identity = "fire-timers",
            every = "${recloop.alert.timers.poll:1s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        try {
            if (fireDue() > 0) {
                delivery.wake();
            }
        } catch (RuntimeException e) {
            LOG.warnf("timers cannot be read, trying again at the next look: %s", e.getMessage());
        }
    }

    /// @return how many fired
    public int fireDue() {
        int all = 0;
        int fired;
        do {
            var due = QuarkusTransaction.requiringNew().call(() -> timers.due(clock.instant(), PAGE));
            fired = 0;
            for (var timer : due) {
                fired += fire(timer) ? 1 : 0;
            }
            all += fired;
        } while (fired > 0);
        return all;
    }

    /// One that fails is left, so that the others are not held up.
    private boolean fire(DueTimer timer) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                boolean done = timers.take(timer)
                        && Objects.requireNonNull(handlers.get(timer.kind())).fire(timer);
                if (!done) {
                    QuarkusTransaction.setRollbackOnly();
                }
                return done;
            });
        } catch (RuntimeException e) {
            LOG.errorf(e, "timer %s of %s failed, trying again at the next look", timer.kind(), timer.subject());
            return false;
        }
    }
}
