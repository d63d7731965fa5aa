package io.recloop.recommender.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads all partitions of a topic from chosen offsets on, for as long as it is open, whatever the broker does.
///
/// A broker that is away is waited for; what has been read is not read again. A record that the reader throws at is
/// logged and passed over: one record must not hold up all that follow. After an [Error], which may be of the process
/// and not of the record, the record is read a second time before it is passed over.
public final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ASK = Duration.ofSeconds(10);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final TopicReader reader;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /// Partition to the next offset; only the follower's thread touches it.
    private final Map<Integer, Long> next = new HashMap<>();

    /// Partition to where the first reading has to come; empty once it has.
    private final Map<Integer, Long> goal = new HashMap<>();

    /// Partition to the offset of a record at which the reader ended with an [Error].
    private final Map<Integer, Long> failed = new HashMap<>();

    private volatile @Nullable Consumer<byte[], byte[]> current;
    private boolean begun;

    TopicFollower(Supplier<Consumer<byte[], byte[]>> consumers, String topic, TopicReader reader) {
        this.consumers = consumers;
        this.topic = topic;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("follow-" + topic).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        stopping.countDown();
        var polling = current;
        if (polling != null) {
            polling.wakeup();
        }
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped(Duration.ZERO)) {
            try (var consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (InterruptException | WakeupException e) {
                LOG.debugf("topic=%s interrupted", topic);
            } catch (KafkaException e) {
                LOG.warnf("topic=%s error=%s: tried again in %s", topic, e.getMessage(), BACK_OFF);
            } catch (RuntimeException | Error e) {
                // The thread must not end: readiness would keep its last word, and the topic stand still unnoticed.
                LOG.errorf(e, "topic=%s: tried again in %s", topic, BACK_OFF);
            }
            if (stopped(BACK_OFF)) {
                return;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        int partitions = assign(consumer);
        if (partitions == 0) {
            LOG.warnf("topic=%s does not exist yet", topic);
            return;
        }
        long lookAgain = System.nanoTime() + LOOK_FOR_PARTITIONS.toNanos();
        while (!stopped(Duration.ZERO)) {
            for (var record : consumer.poll(POLL)) {
                read(record);
                next.put(record.partition(), record.offset() + 1);
            }
            checkGoal(consumer);
            if (System.nanoTime() - lookAgain > 0) {
                if (partitionsOf(consumer).size() != partitions) {
                    return;
                }
                lookAgain = System.nanoTime() + LOOK_FOR_PARTITIONS.toNanos();
            }
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            reader.read(record);
        } catch (RuntimeException e) {
            passOver(record, e);
        } catch (Error e) {
            var before = failed.put(record.partition(), record.offset());
            if (before == null || before != record.offset()) {
                throw e;
            }
            passOver(record, e);
        }
    }

    private void passOver(ConsumerRecord<byte[], byte[]> record, Throwable why) {
        LOG.errorf(why, "topic=%s partition=%d offset=%d passed over", topic, record.partition(), record.offset());
    }

    /// @return how many partitions there are
    private int assign(Consumer<byte[], byte[]> consumer) {
        var partitions = partitionsOf(consumer);
        if (partitions.isEmpty()) {
            return 0;
        }
        var first = byNumber(consumer.beginningOffsets(partitions, ASK));
        if (!begun) {
            var end = byNumber(consumer.endOffsets(partitions, ASK));
            next.putAll(reader.begin(first, end));
            goal.putAll(end);
            begun = true;
        }
        consumer.assign(partitions);
        for (var partition : partitions) {
            // A partition that was added later is read from its beginning.
            consumer.seek(
                    partition, next.getOrDefault(partition.partition(), first.getOrDefault(partition.partition(), 0L)));
        }
        return partitions.size();
    }

    private void checkGoal(Consumer<byte[], byte[]> consumer) {
        if (goal.isEmpty()) {
            return;
        }
        // The consumer's position, because the last offset of a compacted or transactional log may hold no record.
        goal.entrySet()
                .removeIf(
                        entry -> consumer.position(new TopicPartition(topic, entry.getKey()), ASK) >= entry.getValue());
        if (goal.isEmpty()) {
            reader.caughtUp();
        }
    }

    private List<TopicPartition> partitionsOf(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(topic, ASK).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
    }

    private boolean stopped(Duration patience) {
        try {
            return stopping.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
