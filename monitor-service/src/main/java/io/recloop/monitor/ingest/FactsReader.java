package io.recloop.monitor.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.recloop.kit.reading.OffsetOwner;
import io.recloop.kit.reading.PartitionReader;
import io.recloop.kit.reading.TopicBatch;
import io.recloop.kit.topics.TopicNames;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads all partitions of the topics into the facts, from the offsets in the database, on the replica that has the
/// lease. Thread-safe.
@Singleton
public final class FactsReader implements Freshness {
    private static final Logger LOG = Logger.getLogger(FactsReader.class);
    private static final Duration LAST_BATCH = Duration.ofSeconds(10);

    private final Intake intake;
    private final ReadingLease lease;
    private final TopicClients clients;
    private final TopicNames names;
    private final MeterRegistry meters;
    private final AtomicLong lastApplied = new AtomicLong();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable String trouble = "has not begun";
    /// From when the lease is taken until it is lost, also while the broker does not answer.
    private volatile @Nullable PartitionReader reader;
    private volatile boolean stopping;

    FactsReader(Intake intake, ReadingLease lease, TopicClients clients, TopicNames names, MeterRegistry meters) {
        this.intake = intake;
        this.lease = lease;
        this.clients = clients;
        this.names = names;
        this.meters = meters;
        meters.gauge("recloop.monitor.records.last.applied.timestamp.seconds", lastApplied);
        meters.gauge("recloop.monitor.records.lag", this, FactsReader::lag);
    }

    /// Returns where another replica reads, and when reading fails; otherwise it goes on. A thread of its own, since
    /// it holds it for as long as it reads.
    @Scheduled(every = "${recloop.monitor.ingest.back-off}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void read() {
        reading.lock();
        try {
            if (!stopping) {
                readWhileHeld();
            }
        } catch (LeaseLostException e) {
            LOG.info("another replica reads the topics now");
        } catch (Exception e) {
            report(e);
        } finally {
            reading.unlock();
        }
    }

    private void readWhileHeld() throws Exception {
        if (!lease.hold()) {
            // Another replica reads; this one is ready to follow it.
            reader = null;
            trouble = null;
            return;
        }
        var current = reader;
        if (current == null) {
            current = new PartitionReader(clients.settings(intake.topics()), new FactsOwner());
            reader = current;
        }
        current.run();
    }

    private void report(Exception e) {
        if (stopping) {
            return;
        }
        var now = e.getClass().getSimpleName() + ": " + e.getMessage();
        if (!now.equals(trouble)) {
            LOG.warnf("the topics cannot be read, and are tried again: %s", now);
        }
        trouble = now;
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        var current = reader;
        if (current == null) {
            return;
        }
        current.close();
        if (reading.tryLock(LAST_BATCH.toSeconds(), TimeUnit.SECONDS)) {
            try {
                lease.release();
            } finally {
                reading.unlock();
            }
        }
    }

    /// Keeps the offsets beside the facts, while this replica has the lease.
    private final class FactsOwner implements OffsetOwner {
        private Map<TopicPartition, Long> stored = Map.of();

        @Override
        public Map<TopicPartition, Long> begin(Map<TopicPartition, Available> available) {
            stored = intake.begin(available.keySet(), clients.topicIds(intake.topics()));
            trouble = null;
            return stored;
        }

        @Override
        public void take(TopicBatch batch) {
            if (!lease.hold()) {
                reader = null;
                throw new LeaseLostException();
            }
            var records = batch.records();
            if (records.isEmpty()) {
                return;
            }
            stored = intake.take(records, stored);
            lastApplied.set(
                    TimeUnit.MILLISECONDS.toSeconds(meters.config().clock().wallTime()));
            for (var partition : records.partitions()) {
                var topic = names.topic(partition.topic()).topicName();
                meters.counter("recloop.monitor.records", "topic", topic)
                        .increment(records.records(partition).size());
            }
        }
    }

    /// What was handed over has not been taken.
    private static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLostException() {
            super("another replica has the lease", null, false, false);
        }
    }

    /// Why nothing is read; null while reading goes on.
    @Nullable
    String trouble() {
        return trouble;
    }

    /// -1 where it is not known.
    private double lag() {
        var current = reader;
        return current == null ? -1 : current.lag();
    }

    @Override
    public boolean isReading() {
        return reader != null;
    }

    @Override
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        var current = reader;
        return current != null && current.awaitCaughtUp(atMost);
    }
}
