package io.recloop.local.bench;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Rounds of one stack. The lake's clock starts when training-service goes on and stops when the names of the segments
/// cover the last offset: a segment has its name once it is on the disk, and looking at names costs the stack nothing.
final class IngestRun implements AutoCloseable {
    private static final String TENANT = "bench-ingest";
    private static final int USERS = 50_000;
    private static final int ITEMS = 5_000;
    private static final int SECONDS_BACK = 86_400;
    private static final long LOOK_MILLIS = 5;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<Service> ALL = EnumSet.allOf(Service.class);

    private final BenchStack stack;
    private final PausedServices paused;
    private final LakeFolder lake;
    private final SplittableRandom random;

    IngestRun(BenchStack stack, long seed) {
        this.stack = stack;
        this.paused = new PausedServices(stack::serviceProcess);
        this.lake = new LakeFolder(stack.lake());
        this.random = new SplittableRandom(seed);
    }

    /// @param without services that stay paused while the lake is written
    IngestRound round(int events, Set<Service> without) throws InterruptedException {
        var before = ends();
        awaitLake(before);
        var first = EnumSet.of(Service.TRAINING);
        first.addAll(without);
        paused.pause(first);
        produce(events);
        var after = ends();
        paused.resume(Set.of(Service.TRAINING));
        long start = System.nanoTime();
        awaitLake(after);
        double lakeSeconds = seconds(start);
        paused.pause(ALL);
        double bareSeconds = bare(before, events);
        paused.resume(ALL);
        return IngestRound.of(events, lakeSeconds, bareSeconds);
    }

    private void awaitLake(Map<TopicPartition, Long> ends) throws InterruptedException {
        long start = System.nanoTime();
        while (!lake.covers(ends)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new LocalFailure("the lake does not have the interactions after " + PATIENCE);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void produce(int events) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", stack.bootstrapServers(), "acks", "all", "linger.ms", 20, "batch.size", 131_072);
        var now = Instant.now();
        var failed = new AtomicReference<@Nullable Exception>();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < events; i++) {
                // What fails is learnt from the callback.
                Future<?> unused = producer.send(record(now), (metadata, failure) -> {
                    if (failure != null) {
                        failed.compareAndSet(null, failure);
                    }
                });
            }
        }
        var failure = failed.get();
        if (failure != null) {
            throw new LocalFailure("the broker did not take every interaction: " + failure.getMessage());
        }
    }

    private ProducerRecord<String, byte[]> record(Instant now) {
        var event = new InteractionRecorded(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                TENANT,
                now.minusSeconds(random.nextInt(SECONDS_BACK)),
                "bench-u" + random.nextInt(USERS),
                "bench-i" + random.nextInt(ITEMS),
                Action.CLICK,
                null,
                null,
                null);
        var record = new ProducerRecord<>(Topic.INTERACTIONS.topicName(), event.key(), EventCodec.write(event));
        CloudEventHeaders.of(event, "/recloop/bench")
                .forEach((name, value) -> record.headers().add(name, value));
        return record;
    }

    private double bare(Map<TopicPartition, Long> from, int events) {
        try (var consumer = consumer()) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            long start = System.nanoTime();
            long read = 0;
            while (read < events) {
                read += consumer.poll(POLL).count();
            }
            return seconds(start);
        }
    }

    private Map<TopicPartition, Long> ends() {
        try (var consumer = consumer()) {
            return consumer.endOffsets(IntStream.range(0, Topic.INTERACTIONS.partitions())
                    .mapToObj(partition -> new TopicPartition(Topic.INTERACTIONS.topicName(), partition))
                    .toList());
        } catch (KafkaException e) {
            throw new LocalFailure("the broker does not tell where the topic ends: " + e.getMessage());
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /// Leaves no service paused.
    @Override
    public void close() {
        paused.resume(ALL);
    }
}
