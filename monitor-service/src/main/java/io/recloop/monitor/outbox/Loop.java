package io.recloop.monitor.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/// A thread that does one thing again and again until it is closed. What it throws is logged, and tried again
/// after the pause.
public final class Loop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final long CLOSING_SECONDS = 10;

    private final Semaphore wake = new Semaphore(0);
    private final String name;
    private final Duration pause;
    private final Body body;
    private final Thread thread;
    private volatile boolean closed;

    /// One round.
    @FunctionalInterface
    public interface Body {
        void run() throws InterruptedException;
    }

    private Loop(String name, Duration pause, Body body) {
        this.name = name;
        this.pause = pause;
        this.body = body;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::rounds);
    }

    /// @param pause between the end of a round and the next, unless it is woken
    public static Loop start(String name, Duration pause, Body body) {
        var loop = new Loop(name, pause, body);
        loop.thread.start();
        return loop;
    }

    /// Begins the next round now.
    public void wake() {
        wake.release();
    }

    public boolean closed() {
        return closed;
    }

    private void rounds() {
        while (!closed) {
            try {
                body.run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    report(e);
                }
            }
            try {
                if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// A broker that does not answer needs no stack trace each time.
    private void report(RuntimeException e) {
        if (e instanceof KafkaException) {
            LOG.warnf("%s: tried again in %s: %s", name, pause, e.getMessage());
        } else {
            LOG.warnf(e, "%s failed and is tried again in %s", name, pause);
        }
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        try {
            if (!thread.join(Duration.ofSeconds(CLOSING_SECONDS))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
