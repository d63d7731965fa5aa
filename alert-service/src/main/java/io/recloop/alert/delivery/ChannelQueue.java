package io.recloop.alert.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Delivers to one channel for as long as there is something due, one notification at a time. A signal that comes while
/// it is at work makes it look once more, so that nothing new waits for the next poll. Thread-safe.
final class ChannelQueue {
    private static final Logger LOG = Logger.getLogger(ChannelQueue.class);

    private final String channel;
    private final BooleanSupplier deliverNext;
    private final Executor executor;
    private final AtomicInteger signals = new AtomicInteger();
    private volatile boolean closed;
    private boolean failing;

    /// @param deliverNext says whether there was something due
    ChannelQueue(String channel, BooleanSupplier deliverNext, Executor executor) {
        this.channel = channel;
        this.deliverNext = deliverNext;
        this.executor = executor;
    }

    void wake() {
        if (!closed && signals.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
    }

    void close() {
        closed = true;
    }

    private void work() {
        int answered;
        do {
            answered = signals.get();
            deliverAll();
        } while (signals.addAndGet(-answered) > 0);
    }

    /// Logs once that it fails and once that it works again; a database that is away for an hour is two lines.
    private void deliverAll() {
        try {
            while (!closed && deliverNext.getAsBoolean()) {
                // until nothing is due
            }
            if (failing) {
                LOG.infof("channel=%s delivers again", channel);
                failing = false;
            }
        } catch (RuntimeException e) {
            if (!failing && !closed) {
                LOG.errorf(e, "channel=%s cannot be served, trying again at each poll", channel);
                failing = true;
            }
        }
    }
}
