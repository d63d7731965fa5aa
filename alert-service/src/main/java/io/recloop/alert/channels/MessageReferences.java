package io.recloop.alert.channels;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a receiver called the message about an incident, so that a later one changes it or answers it.
/// Thread-safe.
@Singleton
public class MessageReferences {
    private final EntityManager entities;
    private final Clock clock;

    MessageReferences(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    Optional<String> of(String channel, UUID incident) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<?> found = entities.createNativeQuery(
                            "select reference from alert.channel_message where channel = :channel and thread = :thread",
                            String.class)
                    .setParameter("channel", channel)
                    .setParameter("thread", incident)
                    .getResultList();
            return found.stream().map(Object::toString).findFirst();
        });
    }

    /// The first one stays.
    void note(String channel, UUID incident, String reference) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery("""
                        insert into alert.channel_message (channel, thread, reference, sent_at)
                        values (:channel, :thread, :reference, :now) on conflict do nothing""")
                .setParameter("channel", channel)
                .setParameter("thread", incident)
                .setParameter("reference", reference)
                .setParameter("now", clock.instant())
                .executeUpdate());
    }
}
