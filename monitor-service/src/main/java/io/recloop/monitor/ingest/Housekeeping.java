package io.recloop.monitor.ingest;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.monitor.outbox.Loop;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Deletes facts that nothing looks back to any more.
@Singleton
final class Housekeeping {
    private final CountedEvents counted;
    private final IngestConfig config;
    private final List<Retention> retentions;
    private final Clock clock;
    private @Nullable Loop loop;

    Housekeeping(CountedEvents counted, IngestConfig config, @All List<Retention> retentions, Clock clock) {
        this.counted = counted;
        this.config = config;
        this.retentions = retentions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        loop = Loop.start("housekeeping", config.housekeepingEvery(), () -> QuarkusTransaction.requiringNew()
                .run(this::tidy));
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (loop != null) {
            loop.close();
        }
    }

    private void tidy() {
        Instant now = clock.instant();
        counted.forgetBefore(now.minus(config.dedupRetention()));
        retentions.forEach(retention -> retention.deleteOld(now));
    }
}
