package io.recloop.scheduler.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.scheduler.topics.KafkaClients;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Relays when it is woken and at each tick, one relay at a time. Thread-safe.
@Singleton
public class RelayService {
    private static final Logger LOG = Logger.getLogger(RelayService.class);
    private static final long GRACE_SECONDS = 5;

    private final OutboxRepository entries;
    private final KafkaClients clients;
    private final Clock clock;
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("relay-", 0).factory());
    private final AtomicInteger signals = new AtomicInteger();
    private volatile boolean closed;
    private boolean failing;
    private @Nullable Producer<byte[], byte[]> producer;

    RelayService(OutboxRepository entries, KafkaClients clients, MeterRegistry meters, Clock clock) {
        this.entries = entries;
        this.clients = clients;
        this.clock = clock;
        Gauge.builder("recloop.scheduler.outbox.unsent", this::unsent)
                .description("Events that are decided on and not yet with the broker")
                .register(meters);
    }

    /// There may be something to send. Returns at once.
    @Scheduled(identity = "relay-outbox", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    public void wake() {
        if (!closed && signals.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        closed = true;
        executor.shutdown();
        if (!executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
            executor.shutdownNow();
        }
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }

    private void work() {
        int answered;
        do {
            answered = signals.get();
            relayAll();
        } while (signals.addAndGet(-answered) > 0);
    }

    /// Logs once that it fails and once that it works again; a broker that is away for an hour is two lines.
    private void relayAll() {
        try {
            var relay = new Relay(entries, producer(), clients::name, clock);
            while (!closed && relay.relay()) {
                // until nothing is left
            }
            if (failing) {
                LOG.info("the outbox is relayed again");
                failing = false;
            }
        } catch (RuntimeException e) {
            if (!failing && !closed) {
                LOG.errorf(e, "the outbox cannot be relayed, trying again at each tick");
                failing = true;
            }
        }
    }

    /// By one relay at a time; made late, since a name that does not resolve yet must not stop the start.
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
