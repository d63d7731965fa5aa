package io.recloop.local.bench;

import io.recloop.local.layout.LocalFailure;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Keeps a broker away: kills it, and again as soon as a supervisor has started another, until it is
/// closed. From then on the supervisor brings it back.
final class BrokerOutage implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    private final Supplier<Optional<ProcessHandle>> broker;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private int kills;

    /// @param broker the process that runs just now
    BrokerOutage(Supplier<Optional<ProcessHandle>> broker) {
        this.broker = broker;
        this.thread = Thread.ofPlatform().name("broker-outage").daemon().unstarted(this::kill);
    }

    void begin() {
        thread.start();
    }

    /// @return how often it was killed
    /// @throws LocalFailure where there was none to kill
    int end() {
        close();
        if (kills == 0) {
            throw new LocalFailure("there is no broker that could be killed");
        }
        return kills;
    }

    private void kill() {
        try {
            do {
                broker.get().filter(ProcessHandle::destroyForcibly).ifPresent(killed -> {
                    killed.onExit().join();
                    kills++;
                });
            } while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
    }
}
