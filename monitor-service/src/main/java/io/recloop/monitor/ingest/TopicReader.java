package io.recloop.monitor.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.kit.topics.TopicNames;
import io.recloop.monitor.outbox.Loop;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads all partitions of the topics from the offsets in the database. It joins no group: the offsets decide.
@Singleton
public final class TopicReader implements Freshness {
    private static final Logger LOG = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration METADATA = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofSeconds(3);

    private final Intake intake;
    private final ReadingLease lease;
    private final TopicClients clients;
    private final TopicNames names;
    private final MeterRegistry meters;
    private final Clock clock;
    private final AtomicLong lastApplied = new AtomicLong();
    private final AtomicLong lag = new AtomicLong(-1);
    private final Queue<Goal> goals = new ConcurrentLinkedQueue<>();
    private Instant nextProbe = Instant.MIN;
    private volatile @Nullable String trouble = "has not begun";
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean standsBy = true;
    private @Nullable Loop loop;

    TopicReader(
            Intake intake,
            ReadingLease lease,
            TopicClients clients,
            TopicNames names,
            MeterRegistry meters,
            Clock clock) {
        this.intake = intake;
        this.lease = lease;
        this.clients = clients;
        this.names = names;
        this.meters = meters;
        this.clock = clock;
        meters.gauge("recloop.monitor.records.last.applied.timestamp.seconds", lastApplied);
        meters.gauge("recloop.monitor.records.lag", lag);
    }

    void start(@Observes StartupEvent started) {
        loop = Loop.start("topics", clients.backOff(), this::read);
    }

    void stop(@Observes ShutdownEvent stopping) {
        var reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        if (loop != null) {
            loop.close();
            lease.release();
        }
    }

    /// Why nothing is read; null while reading goes on.
    @Nullable
    String trouble() {
        return trouble;
    }

    private void read() {
        try {
            standsBy = !lease.hold();
            if (standsBy) {
                // Another replica reads; this one is ready to follow it.
                trouble = null;
                lag.set(-1);
            } else {
                readWhileHeld();
            }
        } catch (WakeupException e) {
            if (!closed()) {
                throw e;
            }
        } catch (RuntimeException e) {
            trouble = e.getClass().getSimpleName() + ": " + e.getMessage();
            lag.set(-1);
            throw e;
        } finally {
            consumer = null;
        }
    }

    private void readWhileHeld() {
        try (var opened = clients.consumer()) {
            consumer = opened;
            while (!closed() && lease.hold()) {
                var positions = assign(opened);
                trouble = null;
                LOG.debugf("reading partitions=%d", opened.assignment().size());
                Instant lookAgain = clock.instant().plus(clients.newPartitionsEvery());
                while (!closed() && lease.hold() && clock.instant().isBefore(lookAgain)) {
                    positions = step(opened, positions);
                }
            }
        }
    }

    /// Whether this replica reads, or will as soon as the broker answers.
    @Override
    public boolean isReading() {
        return !standsBy;
    }

    private boolean closed() {
        var running = loop;
        return running != null && running.closed();
    }

    private Map<TopicPartition, Long> step(Consumer<byte[], byte[]> from, Map<TopicPartition, Long> positions) {
        setGoals(from);
        var records = from.poll(POLL);
        if (records.isEmpty()) {
            probe(from);
            lag.set(lag(from));
            checkGoals(from);
            return positions;
        }
        var next = intake.take(records, positions);
        for (var partition : records.partitions()) {
            meters.counter(
                            "recloop.monitor.records",
                            "topic",
                            names.topic(partition.topic()).topicName())
                    .increment(records.records(partition).size());
        }
        lastApplied.set(clock.instant().getEpochSecond());
        lag.set(lag(from));
        checkGoals(from);
        return next;
    }

    /// A poll that brings nothing is what silence looks like, and what a broker that is gone looks like; only a
    /// question tells them apart.
    private void probe(Consumer<byte[], byte[]> from) {
        if (clock.instant().isBefore(nextProbe)) {
            return;
        }
        from.assignment().stream().findFirst().ifPresent(partition -> from.endOffsets(Set.of(partition), METADATA));
        nextProbe = clock.instant().plus(PROBE);
    }

    /// -1 where the broker has not said yet.
    private static long lag(Consumer<byte[], byte[]> from) {
        long sum = 0;
        for (var partition : from.assignment()) {
            var behind = from.currentLag(partition);
            if (behind.isEmpty()) {
                return -1;
            }
            sum += behind.getAsLong();
        }
        return sum;
    }

    /// Ends of the topics are asked for after the call, on the thread that reads, and reached when all before
    /// them has taken effect. Waiting for a poll that brings nothing would wait for ever where traffic never
    /// stops.
    @Override
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        var goal = new Goal();
        goals.add(goal);
        try {
            return goal.reached.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            goals.remove(goal);
        }
    }

    private void setGoals(Consumer<byte[], byte[]> from) {
        Map<TopicPartition, Long> ends = null;
        for (var goal : goals) {
            if (goal.ends == null) {
                ends = ends == null ? from.endOffsets(from.assignment(), METADATA) : ends;
                goal.ends = ends;
            }
        }
    }

    private void checkGoals(Consumer<byte[], byte[]> from) {
        for (var goal : goals) {
            var ends = goal.ends;
            if (ends != null
                    && ends.entrySet().stream()
                            .allMatch(end -> from.position(end.getKey(), METADATA) >= end.getValue())) {
                goal.reached.countDown();
            }
        }
    }

    private static final class Goal {
        private final CountDownLatch reached = new CountDownLatch(1);
        /// Set and read by the reading thread alone.
        private @Nullable Map<TopicPartition, Long> ends;
    }

    private Map<TopicPartition, Long> assign(Consumer<byte[], byte[]> to) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (String topic : intake.topics()) {
            var known = to.partitionsFor(topic, METADATA);
            if (known == null || known.isEmpty()) {
                throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist yet");
            }
            known.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        var stored = intake.begin(partitions, clients.topicIds(intake.topics()));
        to.assign(partitions);
        stored.forEach(to::seek);
        return stored;
    }
}
