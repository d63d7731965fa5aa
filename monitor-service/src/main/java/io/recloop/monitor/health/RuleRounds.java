package io.recloop.monitor.health;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.monitor.outbox.Loop;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets the rules look. One transaction for each rule: one that fails does not silence the others.
@Singleton
public final class RuleRounds {
    private final List<Rule> rules;
    private final RulesConfig config;
    private final Clock clock;
    private @Nullable Loop loop;

    RuleRounds(@All List<Rule> rules, RulesConfig config, Clock clock) {
        this.rules = rules;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        loop = Loop.start("rules", config.lookEvery(), this::round);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (loop != null) {
            loop.close();
        }
    }

    /// Every rule looks once.
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
