package io.recloop.monitor.ingest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// One replica reads the topics, the others stand by: two that read the same partitions undo each other's batches.
/// Nothing depends on the lease being exclusive; the offsets decide.
@Singleton
final class ReadingLease {
    private static final String TOPICS = "topics";

    private final String name;
    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration length;
    private final String holder = UUID.randomUUID().toString();
    private Instant renewAt = Instant.MIN;

    @Inject
    ReadingLease(Jdbi jdbi, IngestConfig config, Clock clock) {
        this(TOPICS, jdbi, config, clock);
    }

    ReadingLease(String name, Jdbi jdbi, IngestConfig config, Clock clock) {
        this.name = name;
        this.jdbi = jdbi;
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
        boolean held = jdbi.inTransaction(transaction -> transaction
                        .createUpdate("""
                            insert into reading_lease as lease (name, holder, until) values (:name, :holder, :until)
                            on conflict (name) do update set holder = excluded.holder, until = excluded.until
                            where lease.holder = excluded.holder or lease.until <= :now\
                            """)
                        .bind("name", name)
                        .bind("holder", holder)
                        .bind("until", now.plus(length))
                        .bind("now", now)
                        .execute())
                == 1;
        renewAt = held ? now.plus(length.dividedBy(3)) : Instant.MIN;
        return held;
    }

    /// Lets another replica read at once.
    void release() {
        renewAt = Instant.MIN;
        jdbi.useTransaction(transaction ->
                transaction.execute("delete from reading_lease where name = ? and holder = ?", name, holder));
    }
}
