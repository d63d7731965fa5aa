package io.recloop.local.supervision;

import java.util.ArrayList;
import java.util.List;

/// Runs tasks at the same time; closing waits for all.
final class Together implements AutoCloseable {

    private final List<Thread> threads = new ArrayList<>();

    void run(Runnable task) {
        threads.add(Thread.ofPlatform().start(task));
    }

    @Override
    public void close() {
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
