package io.recloop.recommender.topics;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/// Does on a thread of its own what no answer waits for, one thing after the other: a bounded queue, and what does not
/// fit is not taken. What fails is handed to `failed` and followed by the next: the thread is the only one, and nobody
/// would notice that it has ended.
public final class BackgroundWorker<T> {
    private static final Logger LOG = Logger.getLogger(BackgroundWorker.class);

    private final BlockingQueue<T> waiting;
    private final Work<T> work;
    private final BiConsumer<T, Throwable> failed;
    private final Thread thread;

    /// What is done with each.
    @FunctionalInterface
    public interface Work<T> {
        void on(T one) throws InterruptedException;
    }

    /// @param name       of the thread
    /// @param maxWaiting above this nothing more is taken
    public BackgroundWorker(String name, int maxWaiting, Work<T> work, BiConsumer<T, Throwable> failed) {
        this.waiting = new ArrayBlockingQueue<>(maxWaiting);
        this.work = work;
        this.failed = failed;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Returns when the thread has ended, at the latest after `limit`. What waits is not done any more.
    public void stop(Duration limit) {
        thread.interrupt();
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns at once.
    ///
    /// @return false where too many wait already
    public boolean offer(T one) {
        return waiting.offer(one);
    }

    public int waiting() {
        return waiting.size();
    }

    private void run() {
        try {
            while (true) {
                doOne(waiting.take());
            }
        } catch (InterruptedException e) {
            LOG.debugf("thread=%s waiting=%d: the service stopped", thread.getName(), waiting.size());
        }
    }

    private void doOne(T one) throws InterruptedException {
        try {
            work.on(one);
        } catch (RuntimeException | Error e) {
            failed.accept(one, e);
        }
    }
}
