package io.recloop.alert.channels;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Which recipients of a notification have theirs already. Thread-safe.
@Singleton
public class RecipientDeliveries {
    private final EntityManager entities;
    private final Clock clock;

    RecipientDeliveries(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    Set<String> of(UUID notification) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<?> found = entities.createNativeQuery(
                            "select recipient from alert.recipient_delivery where notification_id = :id", String.class)
                    .setParameter("id", notification)
                    .getResultList();
            return found.stream().map(Object::toString).collect(Collectors.toSet());
        });
    }

    /// A notification that is no row of the queue, such as a test, has no state.
    void delivered(UUID notification, String recipient) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery("""
                        insert into alert.recipient_delivery (notification_id, recipient, delivered_at)
                        select id, :recipient, :now from alert.notification where id = :id
                        on conflict do nothing""")
                .setParameter("id", notification)
                .setParameter("recipient", recipient)
                .setParameter("now", clock.instant())
                .executeUpdate());
    }
}
