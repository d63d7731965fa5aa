package io.recloop.alert.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Repeats a step on a thread of its own: at once while the step says that there may be more, else when woken
/// or after the pace. Thread-safe.
final class PacedLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PacedLoop.class);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Semaphore wakes = new Semaphore(0);
    private final BooleanSupplier step;
    private final Duration pace;
    private final Thread thread;
    private volatile boolean closed;
    private boolean failing;

    PacedLoop(String name, Duration pace, BooleanSupplier step) {
        this.step = step;
        this.pace = pace;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    void wake() {
        wakes.release();
    }

    private void run() {
        while (!closed) {
            if (!safely()) {
                try {
                    wakes.tryAcquire(pace.toNanos(), TimeUnit.NANOSECONDS);
                    wakes.drainPermits();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    /// Says once that it fails and once that it works again; a database that is away for an hour is two lines.
    private boolean safely() {
        try {
            boolean more = step.getAsBoolean();
            if (failing) {
                LOG.infof("loop=%s works again", thread.getName());
                failing = false;
            }
            return more;
        } catch (RuntimeException e) {
            if (!failing && !closed) {
                LOG.errorf(e, "loop=%s fails, and goes on trying", thread.getName());
                failing = true;
            }
            return false;
        }
    }

    /// Lets the step end, for a few seconds; what is unfinished then is found by its lease.
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            if (!thread.join(GOODBYE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
