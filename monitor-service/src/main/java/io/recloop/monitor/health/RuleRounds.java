package io.recloop.monitor.health;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/// Lets the rules look. One transaction for each rule: one that fails does not silence the others.
@Singleton
public final class RuleRounds {
    private final List<Rule> rules;
    private final Clock clock;

    RuleRounds(@All List<Rule> rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /// Every rule looks once.
    @Scheduled(every = "${recloop.monitor.rules.look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void round() {
        RuntimeException first = null;
        for (var rule : rules) {
            try {
                QuarkusTransaction.requiringNew().run(() -> rule.look(clock.instant()));
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
