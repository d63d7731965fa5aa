package io.recloop.alert.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads a topic as a member of a group, at least once, on a thread of its own.
///
/// An offset is committed when its record has taken effect. When it cannot (the database is away), the reader
/// leaves the group, waits and reads on from the last commit: a record is never skipped because something else
/// was broken.
final class TopicReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    /// Lets one record take effect.
    interface Handler {
        /// @throws RuntimeException when it could not; it comes again
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    /// Since when the reader does not get on, and why.
    record Stall(Instant since, String why) {}

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Handler handler;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile @Nullable Stall trouble;
    /// A record that could not take effect is waited for: hearing nothing is no sign of recovery then.
    private boolean stuckAtRecord;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    TopicReader(String topic, Supplier<Consumer<byte[], byte[]>> consumers, Handler handler, Clock clock) {
        this.topic = topic;
        this.consumers = consumers;
        this.handler = handler;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("read-" + topic).daemon().unstarted(this::run);
    }

    TopicReader start() {
        thread.start();
        return this;
    }

    Optional<Stall> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (var consumer = consumers.get()) {
                current = consumer;
                consumer.subscribe(List.of(topic));
                readUntilClosed(consumer);
            } catch (WakeupException e) {
                // Closing.
            } catch (RuntimeException e) {
                if (!pause(e)) {
                    return;
                }
            } finally {
                current = null;
            }
        }
    }

    private void readUntilClosed(Consumer<byte[], byte[]> consumer) {
        while (closed.getCount() > 0) {
            var records = consumer.poll(POLL);
            if (records.isEmpty() && !stuckAtRecord) {
                recovered();
            }
            for (var record : records) {
                stuckAtRecord = true;
                handler.take(record);
                stuckAtRecord = false;
                // Each record on its own: alerts are few, and what has taken effect should not come again.
                consumer.commitSync(Map.of(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1)));
                recovered();
            }
        }
    }

    private void recovered() {
        if (trouble != null) {
            LOG.infof("topic=%s read again", topic);
            trouble = null;
            pauseMillis = FIRST_PAUSE_MILLIS;
        }
    }

    /// @return false when closed meanwhile
    private boolean pause(RuntimeException e) {
        if (trouble == null) {
            LOG.errorf(e, "topic=%s cannot be read on, trying again", topic);
            trouble = new Stall(clock.instant(), String.valueOf(e.getMessage()));
        }
        try {
            boolean ended = closed.await(pauseMillis, TimeUnit.MILLISECONDS);
            pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
            return !ended;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        var consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
