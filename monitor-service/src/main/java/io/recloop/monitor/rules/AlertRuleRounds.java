package io.recloop.monitor.rules;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.recloop.monitor.ingest.Freshness;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Looks at the rules of every tenant again and again. The replica that reads the topics does; one transaction for each
/// tenant, so that one that fails does not silence the others.
@Singleton
final class AlertRuleRounds {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    private final AlertRuleLook look;
    private final AlertRuleTable table;
    private final Freshness freshness;
    private final Clock clock;

    AlertRuleRounds(AlertRuleLook look, AlertRuleTable table, Freshness freshness, Clock clock) {
        this.look = look;
        this.table = table;
        this.freshness = freshness;
        this.clock = clock;
    }

    @Scheduled(every = "${recloop.monitor.rules.look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void round() throws InterruptedException {
        if (!freshness.isReading()) {
            return;
        }
        var now = clock.instant();
        boolean upToDate = freshness.awaitCaughtUp(CATCH_UP);
        List<String> tenants = QuarkusTransaction.requiringNew().call(() -> table.tenants(now));
        RuntimeException first = null;
        for (String tenant : tenants) {
            try {
                QuarkusTransaction.requiringNew().run(() -> look.at(tenant, now, upToDate));
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
