package io.recloop.local.bench;

import io.recloop.local.layout.LocalFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps the stack's broker away: kills it, and again as soon as the supervisor has started another, until it is told
/// to leave off. From then on the supervisor brings it back.
final class BrokerOutage implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    private final BenchStack stack;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private int kills;

    BrokerOutage(BenchStack stack) {
        this.stack = stack;
        this.thread = Thread.ofPlatform().name("broker-outage").daemon().unstarted(this::kill);
    }

    /// Returns when the broker has been away for so long.
    ///
    /// @return how often it was killed
    /// @throws LocalFailure where there was none to kill
    int last(Duration time) {
        thread.start();
        LoadBench.pause(time.toMillis());
        close();
        if (kills == 0) {
            throw new LocalFailure("the stack has no broker that could be killed");
        }
        return kills;
    }

    private void kill() {
        try {
            do {
                stack.brokerProcess().filter(ProcessHandle::destroyForcibly).ifPresent(broker -> {
                    broker.onExit().join();
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
