package io.recloop.alert.channels;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a receiver called the message about an incident, so that a later one changes it or answers it.
/// Thread-safe.
@Singleton
public class MessageReferences {
    /// Longer than an incident stays open; a message that is forgotten is followed by a new one.
    private static final Duration KEPT = Duration.ofDays(90);

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

    @Scheduled(identity = "forget-old-messages", every = "6h", concurrentExecution = ConcurrentExecution.SKIP)
    void forgetOldOnes() {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("delete from alert.channel_message where sent_at < :before")
                        .setParameter("before", clock.instant().minus(KEPT))
                        .executeUpdate());
    }
}
