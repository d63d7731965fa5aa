package io.recloop.monitor.ingest;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.monitor.outbox.Loop;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Deletes facts that nothing looks back to any more.
@Singleton
final class Housekeeping {
    private final Jdbi jdbi;
    private final IngestConfig config;
    private final List<Retention> retentions;
    private final Clock clock;
    private @Nullable Loop loop;

    Housekeeping(Jdbi jdbi, IngestConfig config, @All List<Retention> retentions, Clock clock) {
        this.jdbi = jdbi;
        this.config = config;
        this.retentions = retentions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        loop = Loop.start("housekeeping", config.housekeepingEvery(), () -> jdbi.useTransaction(this::tidy));
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (loop != null) {
            loop.close();
        }
    }

    private void tidy(Handle transaction) {
        Instant now = clock.instant();
        CountedEvents.forgetBefore(
                transaction, now.minus(config.dedupRetention()).getEpochSecond());
        retentions.forEach(retention -> retention.deleteOld(transaction, now));
    }
}
