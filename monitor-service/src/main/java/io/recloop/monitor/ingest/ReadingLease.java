package io.recloop.monitor.ingest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// One replica reads the topics, the others stand by: two that read the same partitions undo each other's batches.
/// Nothing depends on the lease being exclusive; the offsets decide.
@Singleton
final class ReadingLease {
    private static final String TOPICS = "topics";

    private final String name;
    private final ReadingLeaseRepository leases;
    private final Clock clock;
    private final Duration length;
    private final String holder = UUID.randomUUID().toString();
    private Instant renewAt = Instant.MIN;

    @Inject
    ReadingLease(ReadingLeaseRepository leases, IngestConfig config, Clock clock) {
        this(TOPICS, leases, config, clock);
    }

    ReadingLease(String name, ReadingLeaseRepository leases, IngestConfig config, Clock clock) {
        this.name = name;
        this.leases = leases;
        this.clock = clock;
        this.length = config.lease();
    }

    /// Takes the lease where it is free and renews it where it is this replica's. Cheap while it is far from its end.
    ///
    /// @return whether this replica has it
    boolean hold() {
        Instant now = clock.instant();
        if (now.isBefore(renewAt)) {
            return true;
        }
        boolean held = leases.take(name, holder, now, length);
        renewAt = held ? now.plus(length.dividedBy(3)) : Instant.MIN;
        return held;
    }

    /// Lets another replica read at once.
    void release() {
        renewAt = Instant.MIN;
        leases.release(name, holder);
    }
}
