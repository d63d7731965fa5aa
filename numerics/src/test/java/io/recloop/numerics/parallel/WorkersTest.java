package io.recloop.numerics.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {
    @Test
    void everyChunkRunsOnceAndNoWorkerTwiceAtATime() throws Exception {
        var runs = new AtomicIntegerArray(1000);
        var busy = new AtomicIntegerArray(3);
        var overlap = new AtomicBoolean();

        try (var workers = new Workers(3)) {
            workers.run(1000, (worker, chunk) -> {
                overlap.compareAndSet(false, busy.incrementAndGet(worker) != 1);
                runs.incrementAndGet(chunk);
                busy.decrementAndGet(worker);
            });
        }

        for (int chunk = 0; chunk < 1000; chunk++) {
            assertThat(runs.get(chunk)).isEqualTo(1);
        }
        assertThat(overlap).isFalse();
    }

    @Test
    void allThreadsWorkAtOnce() throws Exception {
        var together = new CountDownLatch(3);

        try (var workers = new Workers(3)) {
            // Each chunk waits for the other two: with fewer threads this would never end.
            workers.run(3, (worker, chunk) -> {
                together.countDown();
                await(together);
            });
        }

        assertThat(together.getCount()).isZero();
    }

    @Test
    void nothingToDoIsDoneAtOnce() throws Exception {
        try (var workers = new Workers(2)) {
            workers.run(0, (worker, chunk) -> {
                throw new AssertionError();
            });
            assertThat(workers.threads()).isEqualTo(2);
        }
    }

    @Test
    void aFailureStopsTheRestAndReachesTheCaller() {
        var ran = new AtomicInteger();
        try (var workers = new Workers(1)) {
            assertThatThrownBy(() -> workers.run(100, (worker, chunk) -> {
                        ran.incrementAndGet();
                        if (chunk == 4) {
                            throw new IllegalStateException("chunk 4");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("chunk 4");
        }
        assertThat(ran).hasValue(5);
    }

    @Test
    void anErrorReachesTheCallerAsItIs() {
        try (var workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(2, (worker, chunk) -> {
                        throw new OutOfMemoryError("for the test");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void aWorkerServesAgainAfterAFailure() throws Exception {
        try (var workers = new Workers(1)) {
            assertThatThrownBy(() -> workers.run(1, (worker, chunk) -> {
                        throw new IllegalStateException();
                    }))
                    .isInstanceOf(IllegalStateException.class);
            var ran = new AtomicInteger();

            workers.run(3, (worker, chunk) -> ran.incrementAndGet());

            assertThat(ran).hasValue(3);
        }
    }

    @Test
    void anInterruptEndsTheRunBetweenChunksWithNothingLeftRunning() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var running = new AtomicInteger();
        var ran = new AtomicInteger();
        var outcome = new AtomicInteger(-1);
        var interrupted = new AtomicBoolean();
        try (var workers = new Workers(1)) {
            var caller = Thread.ofPlatform().start(() -> {
                try {
                    workers.run(1000, (worker, chunk) -> {
                        running.incrementAndGet();
                        ran.incrementAndGet();
                        started.countDown();
                        await(release);
                        running.decrementAndGet();
                    });
                } catch (InterruptedException e) {
                    outcome.set(running.get());
                    interrupted.set(true);
                }
            });
            await(started);
            caller.interrupt();
            // The caller has taken the interrupt once it waits again; only then may the chunk end.
            while (caller.isInterrupted() || caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            release.countDown();
            caller.join();
        }
        assertThat(interrupted).isTrue();
        assertThat(outcome).hasValue(0);
        assertThat(ran).hasValue(1);
    }

    @Test
    void anInterruptFromBeforeLetsNoChunkStart() {
        try (var workers = new Workers(1)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> workers.run(1, (worker, chunk) -> {
                        throw new AssertionError();
                    }))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void atLeastOneThreadIsNeeded() {
        assertThatThrownBy(() -> new Workers(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
