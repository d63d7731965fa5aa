package io.recloop.scheduler.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.scheduler.topics.KafkaClients;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/// Relays for as long as the service runs. Thread-safe.
@Singleton
public final class RelayService {
    private static final Duration POLL = Duration.ofMillis(500);

    private final OutboxRepository entries;
    private final KafkaClients clients;
    private final Clock clock;
    private @Nullable Producer<byte[], byte[]> producer;
    private volatile @Nullable PacedLoop loop;

    RelayService(OutboxRepository entries, KafkaClients clients, MeterRegistry meters, Clock clock) {
        this.entries = entries;
        this.clients = clients;
        this.clock = clock;
        Gauge.builder("recloop.scheduler.outbox.unsent", this::unsent)
                .description("Events that are decided on and not yet with the broker")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        loop = new PacedLoop("relay", POLL, () -> new Relay(entries, producer(), clients::name, clock).relay());
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }

    /// There may be something to send.
    public void wake() {
        var running = loop;
        if (running != null) {
            running.wake();
        }
    }

    /// By the loop's thread alone; made late, since a name that does not resolve yet must not stop the start.
    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = clients.producer();
        }
        return producer;
    }

    private double unsent() {
        return QuarkusTransaction.requiringNew().call(entries::countUnsent);
    }
}
