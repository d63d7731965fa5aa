package io.recloop.kit.reading;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The fetching side of one session of a [PartitionReader]: a consumer and the thread that polls it.
final class TopicFetch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicFetch.class);
    private static final Duration METADATA = Duration.ofSeconds(5);
    private static final long PROBE_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long OFFER_MILLIS = 100;
    private static final int CALL_TIMEOUT_MS = 10_000;

    private final PartitionReader.Settings settings;
    private final BlockingQueue<Fetched> queue;
    private final ReadingGoals goals;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AtomicReference<Map<TopicPartition, Long>> announced = new AtomicReference<>(Map.of());
    private volatile boolean ended;
    private @Nullable Thread thread;
    private long probed = System.nanoTime();
    private long looked = System.nanoTime();

    /// What comes out of the thread that polls.
    sealed interface Fetched {
        record Records(TopicBatch batch) implements Fetched {}

        /// A topic has more partitions than at the beginning.
        record Grown() implements Fetched {}

        record Failed(RuntimeException failure) implements Fetched {}

        record Ended() implements Fetched {}
    }

    TopicFetch(PartitionReader.Settings settings, BlockingQueue<Fetched> queue, ReadingGoals goals) {
        this.settings = settings;
        this.queue = queue;
        this.goals = goals;
        var kafka = new HashMap<>(settings.kafka());
        kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        kafka.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS);
        // What partitions there are is asked of the client, which asks the broker no more often than this.
        kafka.put(
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                Math.toIntExact(settings.newPartitionsEvery().toMillis()));
        this.consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// Asks the owner where to begin, and begins.
    void begin(OffsetOwner owner) throws Exception {
        var partitions = partitions();
        consumer.assign(partitions);
        var first = consumer.beginningOffsets(partitions, METADATA);
        var end = consumer.endOffsets(partitions, METADATA);
        var available = new HashMap<TopicPartition, OffsetOwner.Available>();
        for (var partition : partitions) {
            available.put(
                    partition,
                    new OffsetOwner.Available(first.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L)));
        }
        var next = owner.begin(Map.copyOf(available));
        available.forEach(
                (partition, offsets) -> consumer.seek(partition, next.getOrDefault(partition, offsets.first())));
        thread = Thread.ofPlatform()
                .name("fetch-" + String.join("-", settings.topics()))
                .start(this::fetch);
    }

    private Set<TopicPartition> partitions() {
        var partitions = new HashSet<TopicPartition>();
        for (var topic : settings.topics()) {
            var known = consumer.partitionsFor(topic, METADATA);
            if (known == null || known.isEmpty()) {
                throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist yet");
            }
            known.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }

    private void fetch() {
        try {
            while (!ended) {
                goals.set(() -> consumer.endOffsets(consumer.assignment(), METADATA));
                commitAnnounced();
                var records = consumer.poll(settings.idle());
                if (records.isEmpty()) {
                    probe();
                }
                hand(new Fetched.Records(new TopicBatch(records, positions(), lag())));
                if (hasGrown()) {
                    hand(new Fetched.Grown());
                    return;
                }
            }
            hand(new Fetched.Ended());
        } catch (WakeupException | InterruptException e) {
            hand(new Fetched.Ended());
        } catch (RuntimeException e) {
            hand(new Fetched.Failed(e));
        } catch (Error e) {
            // Who waits for records would wait for ever.
            hand(new Fetched.Failed(new IllegalStateException("fetching ended: " + e, e)));
        }
    }

    /// A poll that brings nothing is what silence looks like, and what a broker that is gone looks like; only a
    /// question tells them apart.
    private void probe() {
        if (System.nanoTime() - probed < PROBE_NANOS) {
            return;
        }
        consumer.assignment().stream()
                .findFirst()
                .ifPresent(partition -> consumer.endOffsets(Set.of(partition), METADATA));
        probed = System.nanoTime();
    }

    private boolean hasGrown() {
        if (System.nanoTime() - looked < settings.newPartitionsEvery().toNanos()) {
            return false;
        }
        looked = System.nanoTime();
        return !consumer.assignment().containsAll(partitions());
    }

    private Map<TopicPartition, Long> positions() {
        var positions = new HashMap<TopicPartition, Long>();
        for (var partition : consumer.assignment()) {
            positions.put(partition, consumer.position(partition, METADATA));
        }
        return positions;
    }

    private long lag() {
        long sum = 0;
        for (var partition : consumer.assignment()) {
            var behind = consumer.currentLag(partition);
            if (behind.isEmpty()) {
                return -1;
            }
            sum += behind.getAsLong();
        }
        return sum;
    }

    void announce(Map<TopicPartition, Long> offsets) {
        announced.accumulateAndGet(offsets, (before, more) -> {
            var all = new HashMap<>(before);
            all.putAll(more);
            return all;
        });
    }

    private void commitAnnounced() {
        var offsets = announced.getAndSet(Map.of());
        if (offsets.isEmpty()) {
            return;
        }
        var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
        offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
        consumer.commitAsync(committed, (done, failure) -> {
            if (failure != null) {
                LOG.debugf(
                        "offsets for the group of %s were not committed: %s", settings.topics(), failure.getMessage());
            }
        });
    }

    /// Waits for room as long as somebody takes; once nobody does, what was fetched is dropped.
    private void hand(Fetched fetched) {
        var next = fetched;
        try {
            while (!queue.offer(next, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
                if (ended) {
                    queue.clear();
                    next = new Fetched.Ended();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Asks the thread to end.
    void end() {
        ended = true;
        consumer.wakeup();
    }

    /// Returns when the thread has ended.
    @Override
    public void close() {
        end();
        var polling = thread;
        boolean interrupted = false;
        while (polling != null && polling.isAlive()) {
            try {
                polling.join();
            } catch (InterruptedException e) {
                interrupted = true;
                polling.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
