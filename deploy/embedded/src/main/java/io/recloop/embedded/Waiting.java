package io.recloop.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for another process, which can say nothing but through files and ports.
final class Waiting {

    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    private Waiting() {}

    /// @param alive when it turns false the wait is over, one last look aside
    /// @throws IllegalStateException with `complaint` when `met` did not become true
    static void until(Duration limit, BooleanSupplier met, BooleanSupplier alive, Supplier<String> complaint) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!met.getAsBoolean()) {
            boolean hopeless = !alive.getAsBoolean()
                    || System.nanoTime() > deadline
                    || Thread.currentThread().isInterrupted();
            if (hopeless && !met.getAsBoolean()) {
                throw new IllegalStateException(complaint.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    static String lastLines(Path file, int count) {
        try {
            var lines = Files.readString(file, StandardCharsets.UTF_8).lines().toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(" + file + " cannot be read)";
        }
    }
}
