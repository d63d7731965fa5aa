package io.recloop.training.wire;

import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/// Reads a small topic on a thread of its own and hands over each event, at least once. An event that cannot be
/// handled is tried again until it can; one that is not valid is logged and passed over.
public final class TopicReader<E extends Event> implements Runnable, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final Source<E> source;
    private final Consumer<E> handler;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<Thread> thread = Optional.empty();

    /// What to read.
    ///
    /// @param topic physical name
    /// @param group remembers how far it got; absent: the whole topic is read at every start
    public record Source<E extends Event>(String topic, Class<E> family, Optional<String> group) {}

    public TopicReader(KafkaClients clients, Source<E> source, Consumer<E> handler, Clock clock) {
        this.clients = clients;
        this.source = source;
        this.handler = handler;
        this.clock = clock;
    }

    public void start() {
        thread = Optional.of(Thread.ofPlatform().name("read-" + source.topic()).start(this));
    }

    @Override
    public void run() {
        while (stopped.getCount() > 0) {
            try (var consumer = open()) {
                while (stopped.getCount() > 0) {
                    read(consumer);
                }
            } catch (InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf("reading %s stopped and begins again: %s", source.topic(), e.getMessage());
            }
            try {
                if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        if (source.group().isPresent()) {
            var consumer = clients.consumer(
                    Map.of(ConsumerConfig.GROUP_ID_CONFIG, source.group().get()));
            consumer.subscribe(List.of(source.topic()));
            return consumer;
        }
        var consumer = clients.consumer(Map.of());
        try {
            var partitions = consumer.partitionsFor(source.topic());
            if (partitions == null || partitions.isEmpty()) {
                throw new IllegalStateException("there is no such topic");
            }
            var all = partitions.stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        var records = consumer.poll(POLL);
        for (var row : records) {
            try {
                // A tombstone of a compacted topic says that there is nothing to know any more.
                if (row.value() != null) {
                    handler.accept(EventCodec.read(source.family(), row.value(), clock.instant()));
                }
            } catch (InvalidEventException e) {
                LOG.warnf("%s-%d@%d is passed over: %s", row.topic(), row.partition(), row.offset(), e.getMessage());
            } catch (RuntimeException e) {
                if (!isRefusedByDatabase(e)) {
                    throw e;
                }
                LOG.warnf("%s-%d@%d cannot be stored and is passed over", row.topic(), row.partition(), row.offset());
            }
        }
        if (!records.isEmpty() && source.group().isPresent()) {
            consumer.commitSync();
        }
    }

    /// SQLSTATE class 22 says that a value is wrong, which it will be however often it is tried.
    private static boolean isRefusedByDatabase(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal
                    && refusal.getSQLState() != null
                    && refusal.getSQLState().startsWith("22")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        stopped.countDown();
        thread.ifPresent(running -> {
            try {
                if (!running.join(STOP)) {
                    running.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
