package io.recloop.numerics.parallel;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// A fixed number of threads that take numbered chunks one after the other, so that uneven chunks balance themselves.
///
/// Used by one caller at a time. Daemon threads: they never keep a JVM alive.
public final class Workers implements AutoCloseable {
    /// @see Workers#run
    @FunctionalInterface
    public interface Task {
        /// @param worker 0 to threads − 1, never on two threads at once: the index of the worker's scratch
        /// @param chunk  each number once, in no order
        void run(int worker, int chunk);
    }

    private final int threads;
    private final ExecutorService pool;

    public Workers(int threads) {
        if (threads <= 0) {
            throw new IllegalArgumentException("threads must be > 0, was " + threads);
        }
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("recloop-worker-", 0).factory());
    }

    public int threads() {
        return threads;
    }

    /// Runs chunks `0..chunks-1` and waits for all.
    ///
    /// @throws InterruptedException if the caller is interrupted; no chunk is running any more when it is thrown
    /// @throws RuntimeException     the first failure of a task; the chunks not yet started are left out
    public void run(int chunks, Task task) throws InterruptedException {
        // Asked first: where the chunks are quicker than the waiting, nothing below would notice.
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped before the first chunk");
        }
        var next = new AtomicInteger();
        var running = new ArrayList<Future<?>>();
        for (int i = 0; i < Math.min(threads, chunks); i++) {
            int worker = i;
            running.add(pool.submit(() -> drain(next, chunks, worker, task)));
        }
        boolean interrupted = false;
        RuntimeException failure = null;
        for (var worker : running) {
            for (boolean done = false; !done; ) {
                try {
                    worker.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                    next.set(chunks);
                } catch (ExecutionException e) {
                    failure = failure == null ? unwrapped(e) : failure;
                    done = true;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (interrupted) {
            throw new InterruptedException("stopped between chunks");
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private static void drain(AtomicInteger next, int chunks, int worker, Task task) {
        try {
            for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
                task.run(worker, chunk);
            }
        } catch (Throwable e) {
            next.set(chunks);
            throw e;
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException cause -> cause;
            case Error cause -> throw cause;
            case null, default -> new IllegalStateException(e);
        };
    }
}
