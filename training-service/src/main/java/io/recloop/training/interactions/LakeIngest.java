package io.recloop.training.interactions;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.kit.topics.TopicNames;
import io.recloop.training.wire.KafkaClients;
import io.recloop.training.wire.Lease;
import io.recloop.training.wire.PostgresLease;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// Fills the lake. Thread-safe.
@Singleton
public final class LakeIngest implements LakeMerge, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LakeIngest.class);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration MERGE = Duration.ofMinutes(2);

    private final Lake lake;
    private final KafkaClients clients;
    private final TopicNames names;
    private final Clock clock;
    private final Lease lease;
    private final Map<Topic, TopicIngest<?>> ingests;
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();

    @Inject
    LakeIngest(Wires wires, DataSource database, MeterRegistry registry) {
        this(wires, new PostgresLease(database, () -> "lake/" + wires.lake().id(), wires.clock()), registry);
    }

    /// What both topics share.
    @Singleton
    record Wires(Lake lake, LakeConfig config, KafkaClients clients, TopicNames names, Clock clock) {}

    LakeIngest(Wires wires, Lease lease, MeterRegistry registry) {
        this.lake = wires.lake();
        this.clients = wires.clients();
        this.names = wires.names();
        this.clock = wires.clock();
        this.lease = lease;
        this.ingests = Map.of(
                Topic.INTERACTIONS, ingest(new LakeTable.Interactions(), wires, registry),
                Topic.ITEMS, ingest(new LakeTable.Items(), wires, registry));
    }

    private <E extends Event> TopicIngest<E> ingest(LakeTable<E> table, Wires wires, MeterRegistry registry) {
        var setup = new TopicIngest.Setup<>(table, wires, lease, new SegmentMerge(wires.config()), this::signal);
        return new TopicIngest<>(setup, new IngestMeters(table.topic(), registry));
    }

    public void start() {
        ingests.forEach((topic, ingest) -> threads.add(
                Thread.ofPlatform().name("ingest-" + topic.topicName()).start(ingest)));
    }

    /// How one topic's ingest is, as this process sees it.
    ///
    /// @param condition `STARTING`, `WAITING`, `READING` or `FAILING`
    /// @param refused   code to records refused since the process began
    public record Health(String condition, String message, long lag, long ingested, Map<String, Long> refused) {}

    public Health health(Topic topic) {
        var ingest = ingests.get(topic);
        if (ingest == null) {
            throw new IllegalArgumentException(topic + " is not in the lake");
        }
        var state = ingest.state();
        var meters = ingest.meters();
        return new Health(state.condition().name(), state.message(), meters.lag(), meters.ingested(), meters.refused());
    }

    /// Gives up after two minutes: a merge saves time, and nothing depends on it.
    @Override
    public void merge() throws InterruptedException {
        var merges = ingests.values().stream().map(TopicIngest::merge).toList();
        try {
            CompletableFuture.allOf(merges.toArray(CompletableFuture[]::new))
                    .get(MERGE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("small segments of the lake were not merged: %s", e);
        }
    }

    /// Returns once the lake holds everything that is on the topics now, whichever process writes it.
    ///
    /// @throws LakeBehindException where that takes longer than `limit`
    public void catchUp(Duration limit) throws IOException, InterruptedException {
        var deadline = clock.instant().plus(limit);
        for (var topic : List.of(Topic.INTERACTIONS, Topic.ITEMS)) {
            var ends = ends(topic);
            var ingest = ingests.get(topic);
            var missing = missing(topic, ends);
            while (!missing.isEmpty()) {
                if (ingest != null) {
                    ingest.flushAt(ends.offsets());
                }
                if (clock.instant().isAfter(deadline)) {
                    throw new LakeBehindException("after %s the lake still lacks %s of topic %s: %s"
                            .formatted(
                                    limit,
                                    missing,
                                    topic.topicName(),
                                    health(topic).message()));
                }
                awaitFlush();
                missing = missing(topic, ends);
            }
        }
    }

    /// Partition to how many offsets the lake is behind.
    private Map<Integer, Long> missing(Topic topic, Ends ends) throws IOException {
        // A topic that was created again is not in the lake at all, whatever offsets its former life reached.
        boolean known = lake.current(topic)
                .filter(epoch -> epoch.topicId().equals(ends.topicId()))
                .isPresent();
        var next = known ? lake.snapshot(topic).coverage().nextOffsets() : Map.<Integer, Long>of();
        var missing = new HashMap<Integer, Long>();
        ends.offsets().forEach((partition, end) -> {
            long behind = end - next.getOrDefault(partition, 0L);
            if (behind > 0) {
                missing.put(partition, behind);
            }
        });
        return missing;
    }

    private record Ends(String topicId, Map<Integer, Long> offsets) {}

    private Ends ends(Topic topic) throws InterruptedException {
        var name = names.of(topic);
        try (var admin = clients.admin()) {
            var description =
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
            if (description == null) {
                throw new LakeBehindException("the broker does not describe topic " + name);
            }
            var asked = description.partitions().stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(name, partition.partition()),
                            partition -> OffsetSpec.latest()));
            var offsets = admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            var ends = new HashMap<Integer, Long>();
            offsets.forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return new Ends(description.topicId().toString(), Map.copyOf(ends));
        } catch (ExecutionException e) {
            throw new LakeBehindException("the broker does not say where topic %s ends: %s"
                    .formatted(name, e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }

    private void awaitFlush() throws InterruptedException {
        lock.lock();
        try {
            // The time limit is for segments that another process writes.
            long unused = flushed.awaitNanos(LOOK.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            flushed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Writes what is buffered and ends the threads.
    @Override
    public void close() {
        ingests.values().forEach(TopicIngest::stop);
        long deadline = System.nanoTime() + STOP.toNanos();
        for (var thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
                if (thread.isAlive()) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        lease.close();
    }
}
