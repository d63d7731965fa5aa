package io.recloop.training.interactions;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One stretch of reading a topic, from where the newest segments end until something goes wrong.
/// Used by one thread.
final class IngestSession<E extends Event> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IngestSession.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PARTITIONS_LOOKED_AT = Duration.ofSeconds(30);

    private final TopicIngest.Setup<E> setup;
    private final IngestMeters meters;
    private final String topic;
    private final Clock clock;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final DeadLetters deadLetters;
    private final SegmentBuffer<E> buffer;
    private final Decoder<E> decoder;

    /// Partition to the offset at which the next segment begins.
    private final Map<Integer, Long> begins = new TreeMap<>();

    private final Map<Integer, PartitionFolder> folders = new HashMap<>();
    private Epoch.@Nullable TopicIdentity identity;
    private long bufferedEvents;
    private long bufferedBytes;
    private @Nullable Instant oldestBuffered;
    private Instant partitionsSeen = Instant.EPOCH;

    IngestSession(TopicIngest.Setup<E> setup, IngestMeters meters) throws SQLException {
        this.setup = setup;
        this.meters = meters;
        this.clock = setup.clock();
        this.topic = setup.names().of(setup.table().topic());
        this.buffer = new SegmentBuffer<>(setup.table(), setup.config().memory());
        this.admin = setup.clients().admin();
        this.consumer = setup.clients()
                .consumer(Map.of(
                        // Committed for whoever looks at the group; the lake itself is where reading goes on.
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "recloop-training-lake-" + topic,
                        // Never jump: an offset that the broker does not have is a matter for begin().
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        4 * 1024 * 1024));
        this.producer = setup.clients().producer(Map.of());
        this.deadLetters =
                new DeadLetters(producer, setup.names().deadLetter(setup.table().topic()));
        this.decoder = new Decoder<>(setup.table().family());
    }

    void begin() throws IOException, InterruptedException {
        var described = describe();
        var lake = setup.lake();
        var before = lake.current(logical());
        var epoch = lake.enter(logical(), described.identity(), clock.instant());
        identity = described.identity();
        partitionsSeen = clock.instant();
        if (before.isPresent() && !before.get().name().equals(epoch.name())) {
            LOG.warnf(
                    "topic %s is not the one that the lake's %s was filled from (it was created again, or this is another cluster): reading it into %s; what the lake holds stays, and an event that comes again counts once",
                    topic, before.get().name(), epoch.name());
        }
        var partitions = described.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        var earliest = consumer.beginningOffsets(partitions);
        var latest = consumer.endOffsets(partitions);
        for (var partition : partitions) {
            var folder = lake.partition(logical(), epoch, partition.partition());
            folder.removeParts();
            folders.put(partition.partition(), folder);
            long next = folder.contents().next();
            begins.put(partition.partition(), next);
            consumer.seek(partition, start(partition, next, earliest, latest));
        }
    }

    private long start(
            TopicPartition partition, long next, Map<TopicPartition, Long> earliest, Map<TopicPartition, Long> latest) {
        long first = earliest.getOrDefault(partition, 0L);
        long end = latest.getOrDefault(partition, 0L);
        if (next > end) {
            throw new BrokenLakeException(
                    "the lake holds %s up to offset %d, but the broker's log ends at %d: the broker has lost records. Restore its data; or, to go on without, create the topic again, which begins a new epoch of the lake"
                            .formatted(partition, next - 1, end));
        }
        if (next < first) {
            if (next > 0) {
                LOG.errorf(
                        "%s: the broker deleted the offsets %d to %d before they were read: they are missing from the lake",
                        partition, next, first - 1);
                meters.lost(first - next);
            }
            return first;
        }
        return next;
    }

    void poll() throws SQLException {
        var records = consumer.poll(POLL);
        if (records.isEmpty()) {
            meters.lag(lag());
            return;
        }
        for (var outcome : decoder.decode(records, clock.instant())) {
            ConsumerRecord<byte[], byte[]> row = outcome.row();
            if (outcome.event() != null) {
                buffer.add(outcome.event(), row.partition(), row.offset());
                bufferedEvents++;
                bufferedBytes += row.serializedValueSize();
            } else if (outcome.refusal() != null) {
                LOG.debugf("refused %s-%d@%d: %s", topic, row.partition(), row.offset(), outcome.refusal());
                deadLetters.send(row, outcome.refusal());
                meters.refused(outcome.refusal().code());
            }
        }
        if (oldestBuffered == null) {
            oldestBuffered = clock.instant();
        }
        meters.lag(lag());
    }

    /// Whether everything before these offsets has been read.
    boolean hasReached(Map<Integer, Long> targets) {
        return targets.entrySet().stream()
                .allMatch(target -> !begins.containsKey(target.getKey())
                        || consumer.position(new TopicPartition(topic, target.getKey())) >= target.getValue());
    }

    boolean isDue() {
        var config = setup.config();
        return bufferedEvents >= config.flushEvents()
                || bufferedBytes >= config.flushBytes()
                || (oldestBuffered != null && !clock.instant().isBefore(oldestBuffered.plus(config.flushAge())));
    }

    /// Writes what was read as segments. Dead letters first: once the segments are there, nobody reads those records
    /// again.
    void flush() throws IOException, SQLException, InterruptedException {
        requireSameTopic();
        deadLetters.awaitAcknowledged();
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var begin : begins.entrySet()) {
            int partition = begin.getKey();
            long position = consumer.position(new TopicPartition(topic, partition));
            var folder = folders.get(partition);
            if (folder != null && position > begin.getValue()) {
                buffer.write(partition, begin.getValue(), position - 1, folder);
                begin.setValue(position);
                positions.put(new TopicPartition(topic, partition), new OffsetAndMetadata(position));
            }
        }
        if (!positions.isEmpty()) {
            meters.written(bufferedEvents, clock.instant());
            consumer.commitAsync(positions, (offsets, failure) -> {
                if (failure != null) {
                    LOG.debugf("the group's offsets of %s were not committed: %s", topic, failure.getMessage());
                }
            });
        }
        bufferedEvents = 0;
        bufferedBytes = 0;
        oldestBuffered = null;
        setup.flushed().run();
        for (var position : positions.keySet()) {
            tidy(folders.get(position.partition()));
        }
    }

    /// Merges what small segments there are, however few.
    void merge() throws IOException, SQLException {
        for (var folder : folders.values()) {
            new SegmentMerge(setup.config()).all(folder, buffer);
        }
    }

    private void tidy(@Nullable PartitionFolder folder) throws IOException, SQLException {
        if (folder != null) {
            new SegmentMerge(setup.config()).run(folder, buffer);
        }
    }

    /// A topic that was created again under the reader's feet must not get into this epoch.
    private void requireSameTopic() throws InterruptedException {
        var described = describe();
        if (!described.identity().equals(identity)) {
            throw new IllegalStateException("topic " + topic + " was created again while it was read");
        }
        boolean grown = described.partitions().size() > begins.size();
        if (grown && clock.instant().isAfter(partitionsSeen.plus(PARTITIONS_LOOKED_AT))) {
            throw new IllegalStateException("topic %s has %d partitions now"
                    .formatted(topic, described.partitions().size()));
        }
    }

    private record Described(Epoch.TopicIdentity identity, List<Integer> partitions) {}

    private Described describe() throws InterruptedException {
        try {
            var description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            if (description == null) {
                throw new IllegalStateException("the broker does not describe topic " + topic);
            }
            var cluster = admin.describeCluster().clusterId().get();
            return new Described(
                    new Epoch.TopicIdentity(
                            String.valueOf(cluster), description.topicId().toString()),
                    description.partitions().stream()
                            .map(partition -> partition.partition())
                            .toList());
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("topic %s: %s".formatted(topic, cause.getMessage()), cause);
        }
    }

    private long lag() {
        return begins.keySet().stream()
                .mapToLong(partition -> consumer.currentLag(new TopicPartition(topic, partition))
                        .orElse(0))
                .sum();
    }

    private Topic logical() {
        return setup.table().topic();
    }

    /// Closes all of it, whatever one of them says.
    @Override
    public void close() throws SQLException {
        try (producer;
                consumer;
                admin) {
            buffer.close();
        } finally {
            decoder.close();
        }
    }
}
