package io.recloop.monitor.ledger;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.recloop.monitor.ingest.Freshness;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Folds in the background.
@Singleton
final class LedgerFolding {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// Records have the time of the clock of who sent them.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final LedgerStore ledger;
    private final Freshness freshness;
    private final Clock clock;

    LedgerFolding(LedgerStore ledger, Freshness freshness, Clock clock) {
        this.ledger = ledger;
        this.freshness = freshness;
        this.clock = clock;
    }

    @Scheduled(every = "${recloop.monitor.ledger.fold-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void fold() throws InterruptedException {
        Instant asked = clock.instant();
        if (freshness.isReading() && freshness.awaitCaughtUp(PATIENCE)) {
            QuarkusTransaction.requiringNew().run(() -> ledger.caughtUp(asked.minus(CLOCK_SKEW)));
        }
        while (QuarkusTransaction.requiringNew().call(ledger::foldParts)) {
            // Until fewer are left than one transaction takes.
        }
        QuarkusTransaction.requiringNew().run(ledger::closeHours);
        QuarkusTransaction.requiringNew().run(ledger::sumDays);
    }
}
