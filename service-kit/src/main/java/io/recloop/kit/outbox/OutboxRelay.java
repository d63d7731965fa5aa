package io.recloop.kit.outbox;

import io.micrometer.core.instrument.Gauge;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.virtual.threads.VirtualThreads;
import io.recloop.kit.topics.Acknowledgement;
import io.recloop.kit.topics.TopicNames;
import io.recloop.kit.topics.TopicWriter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Sends what the outbox holds, oldest first, and marks it when the broker has it. Thread-safe.
///
/// A crash in between sends it again with the same event id: at least once, one effect. No transaction is open while
/// the broker is waited for.
@Singleton
@IfBuildProperty(name = "recloop.outbox.enabled", stringValue = "true")
public final class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 100;

    private final OutboxTable table;
    private final TopicWriter writer;
    private final TopicNames names;
    private final ExecutorService threads;
    private final Duration kept;
    private final Acknowledgement acknowledgement;
    private final Clock clock;
    private final ReentrantLock relaying = new ReentrantLock();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();
    private volatile boolean failing;
    private volatile boolean stopping;

    OutboxRelay(
            OutboxTable table,
            TopicWriter writer,
            TopicNames names,
            @VirtualThreads ExecutorService threads,
            RelaySettings settings) {
        this.table = table;
        this.writer = writer;
        this.names = names;
        this.threads = threads;
        this.kept = settings.kept();
        this.acknowledgement = settings.acknowledgement();
        this.clock = settings.clock();
        Gauge.builder(settings.service().metric("outbox.unsent"), unsent, AtomicLong::get)
                .description("Events that are decided on and not yet with the broker")
                .register(settings.meters());
        Gauge.builder(settings.service().metric("outbox.oldest.timestamp.seconds"), oldest, AtomicLong::get)
                .description("When the oldest event that is not yet with the broker was written; 0 where there is none")
                .register(settings.meters());
    }

    /// There may be something to send. Returns at once.
    public void wake() {
        again.set(true);
        if (!stopping) {
            try {
                threads.execute(this::relayQuietly);
            } catch (RejectedExecutionException e) {
                LOG.debug("not woken: the service is stopping");
            }
        }
    }

    @Scheduled(every = "${recloop.outbox.poll:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void poll() {
        again.set(true);
        relayQuietly();
    }

    @Scheduled(every = "${recloop.outbox.purge:1h}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void purge() {
        table.deleteSentBefore(clock.instant().minus(kept));
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stopped) {
        stopping = true;
    }

    /// A caller that finds another at work leaves it to them: they look again before they end.
    private void relayQuietly() {
        while (!stopping && again.get() && relaying.tryLock()) {
            try {
                again.set(false);
                relay();
                if (failing) {
                    LOG.info("the outbox is relayed again");
                    failing = false;
                }
            } catch (RuntimeException e) {
                if (!failing && !stopping) {
                    LOG.errorf("the outbox cannot be relayed, and is tried again: %s", e.getMessage());
                    failing = true;
                }
                return;
            } finally {
                relaying.unlock();
            }
        }
    }

    /// @throws RuntimeException where the broker did not take all; what it took before the first failure is marked
    private void relay() {
        table.exclusively(session -> {
            List<OutboxRow> rows;
            do {
                rows = session.unsent(BATCH);
                send(rows, session);
            } while (rows.size() == BATCH && !stopping);
            var backlog = session.backlog();
            unsent.set(backlog.rows());
            oldest.set(backlog.oldestEpochSecond());
        });
    }

    private void send(List<OutboxRow> rows, OutboxTable.Session session) {
        var sent = new ArrayList<Uni<Void>>();
        for (var row : rows) {
            sent.add(writer.write(names.physical(row.topic()), row.keyBytes(), row.value(), row.headerBytes())
                    .memoize()
                    .indefinitely());
        }
        // Subscribed to in order before any is waited for: the broker gets one batch.
        sent.forEach(each -> each.subscribe().with(done -> {}, failure -> {}));
        var acknowledged = new ArrayList<Long>();
        try {
            for (int i = 0; i < rows.size(); i++) {
                acknowledgement.await(sent.get(i), "an event of the outbox");
                acknowledged.add(rows.get(i).id());
            }
        } finally {
            session.markSent(acknowledged, clock.instant());
        }
    }
}
