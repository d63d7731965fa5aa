package io.recloop.monitor.ingest;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Deletes facts that nothing looks back to any more.
@Singleton
final class Housekeeping {
    private final CountedEvents counted;
    private final IngestConfig config;
    private final List<Retention> retentions;
    private final Clock clock;

    Housekeeping(CountedEvents counted, IngestConfig config, @All List<Retention> retentions, Clock clock) {
        this.counted = counted;
        this.config = config;
        this.retentions = retentions;
        this.clock = clock;
    }

    @Scheduled(
            every = "${recloop.monitor.ingest.housekeeping-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    @Transactional
    void tidy() {
        Instant now = clock.instant();
        counted.forgetBefore(now.minus(config.dedupRetention()));
        retentions.forEach(retention -> retention.deleteOld(now));
    }
}
