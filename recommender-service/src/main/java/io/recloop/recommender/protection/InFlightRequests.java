package io.recloop.recommender.protection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How many requests, and bytes of their bodies, are being worked on. Thread-safe.
final class InFlightRequests {
    private static final int QUEUE = 8;

    private final ProtectionConfig.Load load;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    InFlightRequests(ProtectionConfig.Load load) {
        this.load = load;
    }

    enum Verdict {
        ADMITTED,
        /// Admitted among many: a wait is a queue's.
        QUEUED,
        /// Admitted, for a cheap answer.
        CROWDED,
        REFUSED
    }

    /// @param bodyBytes 0 for a request without a body; given back with [#leave], unless it is refused
    /// @param alongside how many requests were read in one go with it, and may be answered by now
    /// @param tooLong   whether waiting takes too long for anything
    Verdict enter(long bodyBytes, int alongside, boolean tooLong) {
        int count = requests.incrementAndGet();
        long sum = bytes.addAndGet(bodyBytes);
        boolean queued = count + alongside > load.shedAbove() / QUEUE;
        boolean tooMuch = bodyBytes > 0 && sum > load.refuseAboveBytes() && sum > bodyBytes;
        if (count > load.refuseAbove() || tooMuch || queued && tooLong) {
            leave(bodyBytes);
            return Verdict.REFUSED;
        }
        if (count > load.shedAbove()) {
            return Verdict.CROWDED;
        }
        return queued ? Verdict.QUEUED : Verdict.ADMITTED;
    }

    void leave(long bodyBytes) {
        requests.decrementAndGet();
        bytes.addAndGet(-bodyBytes);
    }

    int requests() {
        return requests.get();
    }
}
