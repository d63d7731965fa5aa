package io.recloop.recommender.protection;

import jakarta.inject.Singleton;

/// Whether requests queue up, before they are read and before they are worked on. Thread-safe.
@Singleton
final class QueueDelays {
    private final StandingQueue unread;
    private final StandingQueue unbegun;
    private final StandingQueue slow;
    private final long shedAfterNanos;

    QueueDelays(ProtectionConfig config) {
        var load = config.load();
        long interval = load.interval().toNanos();
        this.shedAfterNanos = load.shedAfter().toNanos();
        this.unread = new StandingQueue(load.refuseAfter().toNanos(), interval);
        this.unbegun = new StandingQueue(load.refuseAfter().toNanos(), interval);
        this.slow = new StandingQueue(shedAfterNanos, interval);
    }

    /// A request has been read.
    ///
    /// @param waitedNanos for that
    void read(long waitedNanos, long nowNanos) {
        unread.waited(waitedNanos, nowNanos);
    }

    /// A request is worked on from now on.
    ///
    /// @param waitedNanos for that, since it could have been read
    void begun(long waitedNanos, long nowNanos) {
        unbegun.waited(waitedNanos, nowNanos);
        slow.waited(waitedNanos, nowNanos);
    }

    /// Whether who comes now would wait too long for anything.
    boolean areTooLongForAnything(long nowNanos) {
        return unread.stands(nowNanos) || unbegun.stands(nowNanos);
    }

    /// Whether who has waited so long does so in a queue that only cheaper answers shorten.
    boolean areTooLongForAll(long waitedNanos, long nowNanos) {
        return waitedNanos > shedAfterNanos && slow.stands(nowNanos);
    }
}
