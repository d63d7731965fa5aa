package io.recloop.local.bench;

import io.recloop.local.layout.LocalFailure;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks once a second at what the recommender holds, on a thread of its own.
final class MemoryWatch implements AutoCloseable {
    private final BenchStack stack;
    private final Gauges gauges;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final long residentBefore;
    private long looks;
    private long unanswered;
    private long resident;
    private long heap;
    private long heapLimit;
    private long inFlight;

    MemoryWatch(BenchStack stack) {
        this.stack = stack;
        this.gauges = new Gauges(stack.recommender());
        this.residentBefore = stack.residentBytes();
        this.thread = Thread.ofPlatform().name("memory-watch").daemon().start(this::watch);
    }

    /// Bytes, and the largest of what was seen but for the two ends.
    ///
    /// @param unanswered scrapes of the metrics that failed
    /// @param heapUsed   garbage included
    /// @param inFlight   requests, as the service counts them
    record Seen(
            long looks,
            long unanswered,
            long residentBefore,
            long residentLargest,
            long residentAfter,
            long heapUsed,
            long heapLimit,
            long inFlight) {}

    Seen end() {
        close();
        return new Seen(looks, unanswered, residentBefore, resident, stack.residentBytes(), heap, heapLimit, inFlight);
    }

    private void watch() {
        try {
            while (!ended.await(1, TimeUnit.SECONDS)) {
                looks++;
                resident = Math.max(resident, stack.residentBytes());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            var scraped = gauges.scrape();
            heap = Math.max(heap, (long) Gauges.sum(scraped, "jvm_memory_used_bytes{area=\"heap\""));
            heapLimit = (long) Gauges.sum(scraped, "jvm_memory_max_bytes{area=\"heap\"");
            inFlight = Math.max(inFlight, (long) Gauges.sum(scraped, "recloop_protection_in_flight"));
        } catch (LocalFailure e) {
            unanswered++;
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        gauges.close();
    }
}
