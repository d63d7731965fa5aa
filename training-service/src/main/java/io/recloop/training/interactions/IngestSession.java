package io.recloop.training.interactions;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.kit.reading.OffsetOwner;
import io.recloop.kit.reading.PartitionReader;
import io.recloop.kit.reading.TopicBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One stretch of reading a topic, from where the newest segments end until something goes wrong. The topic's reader
/// fetches, one lane a partition decodes and writes, and the session deals out. Used by one thread.
final class IngestSession<E extends Event> implements OffsetOwner, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IngestSession.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration PARTITIONS_LOOKED_AT = Duration.ofSeconds(30);
    private static final int AHEAD = 2;
    private static final int POLL_RECORDS = 4_000;
    private static final int FETCH_BYTES = 4 * 1024 * 1024;
    /// Polls that the lanes have not finished, at most.
    private static final int IN_FLIGHT = 4;
    /// That many events are a segment of their own when the topic falls silent, whatever their age.
    private static final long WORTH_A_SEGMENT = 5_000;

    private final TopicIngest.Setup<E> setup;
    private final IngestMeters meters;
    private final Between<E> between;
    private final String topic;
    private final PartitionReader reader;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ExecutorService workers;
    private final Map<TopicPartition, PartitionLane<E>> lanes = new HashMap<>();
    private final Deque<CompletableFuture<?>> inFlight = new ArrayDeque<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> announced = new HashMap<>();
    private volatile Epoch.@Nullable TopicIdentity identity;

    /// What else there is to do.
    @FunctionalInterface
    interface Between<E extends Event> {
        void batches(IngestSession<E> session) throws Exception;
    }

    /// @param between called after each batch, and about every 100 ms where none comes
    IngestSession(TopicIngest.Setup<E> setup, IngestMeters meters, Between<E> between) {
        this.setup = setup;
        this.meters = meters;
        this.between = between;
        this.topic = setup.topicName();
        this.admin = setup.wires().clients().admin();
        this.producer = setup.wires().clients().producer(Map.of());
        this.workers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("lake-" + topic + "-", 0).factory());
        var kafka = setup.wires()
                .clients()
                .consumerSettings(Map.of(
                        // Announced for lag displays; the lake itself is where reading goes on.
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "recloop-training-lake-" + topic,
                        // Never jump: an offset that the broker does not have is a matter for begin().
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        POLL_RECORDS,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        FETCH_BYTES));
        this.reader = new PartitionReader(
                new PartitionReader.Settings(Set.of(topic), kafka, IDLE, PARTITIONS_LOOKED_AT, AHEAD), this);
    }

    /// Returns after [#end].
    void run() throws Exception {
        reader.run();
    }

    /// Ends the run after the batch in hand.
    void end() {
        reader.close();
    }

    @Override
    public Map<TopicPartition, Long> begin(Map<TopicPartition, Available> available) throws Exception {
        // Where partitions were added: what the lanes have is written before others take their place.
        flush();
        awaitAll();
        var lake = setup.wires().lake();
        var now = TopicIdentities.ask(admin, topic);
        var before = lake.current(logical());
        var epoch = lake.enter(logical(), now, setup.wires().clock().instant());
        identity = now;
        if (before.isPresent() && !before.get().name().equals(epoch.name())) {
            LOG.warnf(
                    "topic %s is not the one that the lake's %s was filled from (it was created again, or this is another cluster): reading it into %s; what the lake holds stays, and an event that comes again counts once",
                    topic, before.get().name(), epoch.name());
        }
        lanes.clear();
        positions.clear();
        var folders = new HashMap<TopicPartition, PartitionFolder>();
        available
                .keySet()
                .forEach(partition -> folders.put(partition, lake.partition(logical(), epoch, partition.partition())));
        new TailCheck(setup.wires().clients()).require(folders, available);
        for (var entry : available.entrySet()) {
            var partition = entry.getKey();
            var lane = new PartitionLane<>(
                    setup,
                    meters,
                    lake.partition(logical(), epoch, partition.partition()),
                    new DeadLetters(producer, setup.wires().names().deadLetter(logical())),
                    this::requireRightToWrite);
            lanes.put(partition, lane);
            long start = start(partition, lane.written(), entry.getValue());
            lane.beginAt(start);
            positions.put(partition, start);
        }
        return Map.copyOf(positions);
    }

    private long start(TopicPartition partition, long next, Available available) {
        if (next > available.end()) {
            throw new BrokenLakeException(
                    "the lake holds %s up to offset %d, but the broker's log ends at %d: the broker has lost records. Restore its data; or, to go on without, create the topic again, which begins a new epoch of the lake"
                            .formatted(partition, next - 1, available.end()));
        }
        if (next < available.first()) {
            if (next > 0) {
                LOG.errorf(
                        "%s: the broker deleted the offsets %d to %d before they were read: they are missing from the lake",
                        partition, next, available.first() - 1);
                meters.lost(available.first() - next);
            }
            return available.first();
        }
        return next;
    }

    @Override
    public void take(TopicBatch batch) throws Exception {
        batch.next().forEach((partition, position) -> {
            var lane = lanes.get(partition);
            var before = positions.put(partition, position);
            if (lane != null && !position.equals(before)) {
                inFlight.add(lane.take(batch.records().records(partition), position, workers));
            }
        });
        // A poll that brings nothing is silence only where the broker has nothing more.
        writeWhatIsDue(batch.records().isEmpty() && batch.lag() == 0);
        awaitRoom();
        announceWritten();
        meters.lag(Math.max(0, batch.lag()));
        between.batches(this);
    }

    private void writeWhatIsDue(boolean silent) {
        var bound = setup.wires().clock().instant().minus(setup.wires().config().flushAge());
        long many = silent ? WORTH_A_SEGMENT : Long.MAX_VALUE;
        for (var lane : lanes.values()) {
            if (lane.isDue(bound, many)) {
                inFlight.add(lane.flushIfDue(bound, many, workers));
            }
        }
    }

    /// Whether everything before these offsets has been taken.
    boolean hasReached(Map<Integer, Long> targets) {
        return targets.entrySet().stream().allMatch(target -> {
            var position = positions.get(new TopicPartition(topic, target.getKey()));
            return position == null || position >= target.getValue();
        });
    }

    /// Begins to write what was taken.
    void flush() {
        eachLane(lane -> lane.flush(workers));
    }

    /// Merges what small segments there are, however few.
    void merge() throws Exception {
        eachLane(lane -> lane.merge(workers));
        awaitAll();
    }

    private void eachLane(Function<PartitionLane<E>, CompletableFuture<?>> task) {
        lanes.values().forEach(lane -> inFlight.add(task.apply(lane)));
    }

    /// Returns once the lanes have done all that was begun.
    void awaitAll() throws Exception {
        while (!inFlight.isEmpty()) {
            await(inFlight.remove());
        }
    }

    private void awaitRoom() throws Exception {
        while (!inFlight.isEmpty()
                && (inFlight.size() > IN_FLIGHT * lanes.size()
                        || inFlight.element().isDone())) {
            await(inFlight.remove());
        }
    }

    private static void await(CompletableFuture<?> task) throws Exception {
        try {
            task.get();
        } catch (ExecutionException e) {
            Throwable cause = e;
            while (cause.getCause() != null
                    && (cause instanceof ExecutionException || cause instanceof CompletionException)) {
                cause = cause.getCause();
            }
            if (cause instanceof Exception exception) {
                throw exception;
            }
            throw new IllegalStateException(cause);
        }
    }

    private void announceWritten() {
        var news = new HashMap<TopicPartition, Long>();
        lanes.forEach((partition, lane) -> {
            var before = announced.put(partition, lane.written());
            if (before != null && before != lane.written()) {
                news.put(partition, lane.written());
            }
        });
        if (!news.isEmpty()) {
            reader.announce(news);
        }
    }

    /// Nothing is written without the lease; and a topic that was created again under the reader's feet must not get
    /// into this epoch.
    private void requireRightToWrite() throws Exception {
        if (!setup.lease().held()) {
            throw new IllegalStateException("another process writes the lake");
        }
        if (!TopicIdentities.ask(admin, topic).equals(identity)) {
            throw new IllegalStateException("topic " + topic + " was created again while it was read");
        }
    }

    private Topic logical() {
        return setup.table().topic();
    }

    /// Returns when no lane writes any more. Closes all of it, whatever one of them says.
    @Override
    public void close() {
        workers.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
                workers.shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try (admin) {
            producer.close();
        }
    }
}
