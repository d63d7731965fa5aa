package io.recloop.local.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for something to be seen, never longer than told.
final class Patience {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final CountDownLatch cancelled = new CountDownLatch(1);

    /// Something that is there or not yet.
    interface Probe<T> {
        /// @throws IOException if it cannot be found out now, which counts as not yet
        Optional<T> look() throws IOException, NotSeenException;
    }

    /// @param what for the message: "the stack to be ready"
    /// @throws NotSeenException when the time is over, or the probe knows that it will never be
    /// @throws InterruptedException when [#cancel()] was called
    <T> T await(String what, Duration limit, Probe<T> probe) throws NotSeenException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        var last = "";
        while (true) {
            try {
                var seen = probe.look();
                if (seen.isPresent()) {
                    return seen.get();
                }
                last = "";
            } catch (IOException e) {
                last = "; the last try failed: " + e.getMessage();
            }
            if (System.nanoTime() > deadline) {
                throw new NotSeenException("waited %d s for %s%s".formatted(limit.toSeconds(), what, last));
            }
            pause(LOOK);
        }
    }

    /// @throws InterruptedException when [#cancel()] was called
    void pause(Duration duration) throws InterruptedException {
        if (cancelled.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("cancelled");
        }
    }

    /// Ends every wait, now and later.
    void cancel() {
        cancelled.countDown();
    }
}
