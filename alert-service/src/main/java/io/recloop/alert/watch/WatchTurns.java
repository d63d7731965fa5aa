package io.recloop.alert.watch;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;

/// Whose turn it is: of all replicas one takes each turn.
@Singleton
class WatchTurns {
    private final EntityManager entities;
    private final Clock clock;

    WatchTurns(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    boolean take(String name, Duration every) {
        var now = clock.instant();
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery("""
                                insert into alert.watch (name, taken_at) values (:name, :now)
                                on conflict (name) do update set taken_at = excluded.taken_at
                                where alert.watch.taken_at <= :before""")
                                .setParameter("name", name)
                                .setParameter("now", now)
                                .setParameter("before", now.minus(every))
                                .executeUpdate()
                        == 1);
    }
}
