package io.recloop.recommender.topics;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Ids of events and requests: a random number for each process and a count within it, scrambled so that ids spread
/// evenly. As unique as random ones at a hundredth of the cost, and guessable: nothing may depend on their secrecy.
/// Thread-safe.
public final class EventIds {
    private static final UUID PROCESS = UUID.randomUUID();
    private static final AtomicLong COUNT = new AtomicLong(PROCESS.getLeastSignificantBits());

    private EventIds() {}

    public static String next() {
        return new UUID(PROCESS.getMostSignificantBits(), scrambled(COUNT.getAndIncrement())).toString();
    }

    /// A bijection of 64 bits (the finalizer of SplitMix64), so different counts stay different.
    private static long scrambled(long count) {
        long z = count * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
