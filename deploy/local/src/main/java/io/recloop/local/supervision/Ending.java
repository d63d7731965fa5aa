package io.recloop.local.supervision;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends a process: first a request, then force.
final class Ending {

    private static final Duration AFTER_FORCE = Duration.ofSeconds(5);

    private Ending() {}

    /// Returns when the process is gone, or five seconds after it was killed.
    static void of(ProcessHandle process, Duration limit) {
        process.destroy();
        if (!gone(process, limit)) {
            process.destroyForcibly();
            var unused = gone(process, AFTER_FORCE);
        }
    }

    private static boolean gone(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
