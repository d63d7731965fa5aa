package io.recloop.benchmarks.stack;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Events per second from the topic into the lake, against a consumer that does nothing with the same records.
///
/// The records are written while training-service is held (SIGSTOP), so that it then reads as fast as it can;
/// the clock stops when the lake says that it holds them. The bare consumer reads the same offsets afterwards.
///
/// Arguments: bootstrap servers, base URL of training-service, token of an operator, pid of training-service, events.
public final class IngestRate {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private IngestRate() {}

    public static void main(String[] args) throws Exception {
        String bootstrap = args[0];
        String training = args[1];
        String token = args[2];
        String pid = args[3];
        int events = Integer.parseInt(args[4]);
        try (var http = HttpClient.newHttpClient()) {
            long before = rows(http, training, token);
            signal("STOP", pid);
            Map<TopicPartition, Long> from = ends(bootstrap);
            try {
                produce(bootstrap, events);
            } finally {
                signal("CONT", pid);
            }
            long start = System.nanoTime();
            awaitRows(http, training, token, before + events);
            double lake = events / seconds(start);
            double bare = events / bare(bootstrap, from, events);
            System.out.printf(
                    Locale.ROOT,
                    "{\"events\":%d,\"lakeEventsPerSecond\":%.0f,\"bareConsumerEventsPerSecond\":%.0f,\"ratio\":%.3f}%n",
                    events,
                    lake,
                    bare,
                    lake / bare);
        }
    }

    private static void produce(String bootstrap, int events) throws InterruptedException, ExecutionException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 20, "batch.size", 131_072);
        var random = new SplittableRandom(7);
        var now = Instant.now();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var failed = new AtomicReference<@Nullable Exception>();
            Future<?> last = CompletableFuture.completedFuture(null);
            for (int i = 0; i < events; i++) {
                var event = new InteractionRecorded(
                        new UUID(random.nextLong(), random.nextLong()).toString(),
                        "default",
                        now.minusSeconds(random.nextInt(86_400)),
                        "bench-u" + random.nextInt(50_000),
                        "bench-i" + random.nextInt(5_000),
                        Action.CLICK,
                        null,
                        null,
                        null);
                var sent = new ProducerRecord<>(Topic.INTERACTIONS.topicName(), event.key(), EventCodec.write(event));
                CloudEventHeaders.of(event, "/recloop/benchmarks")
                        .forEach((name, value) -> sent.headers().add(name, value));
                last = producer.send(sent, (metadata, failure) -> {
                    if (failure != null) {
                        failed.compareAndSet(null, failure);
                    }
                });
            }
            producer.flush();
            last.get();
            if (failed.get() != null) {
                throw new IllegalStateException("not every event was acknowledged", failed.get());
            }
        }
    }

    private static double bare(String bootstrap, Map<TopicPartition, Long> from, int events) {
        try (var consumer = consumer(bootstrap)) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            long start = System.nanoTime();
            long read = 0;
            while (read < events) {
                read += consumer.poll(Duration.ofMillis(100)).count();
            }
            return seconds(start);
        }
    }

    private static Map<TopicPartition, Long> ends(String bootstrap) {
        try (var consumer = consumer(bootstrap)) {
            var partitions = consumer.partitionsFor(Topic.INTERACTIONS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static void awaitRows(HttpClient http, String training, String token, long rows) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        while (rows(http, training, token) < rows) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the lake does not have the events after " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static long rows(HttpClient http, String training, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(training + "/v1/lake"))
                .header("Authorization", "Bearer " + token)
                .build();
        var answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("GET /v1/lake answered " + answer.statusCode());
        }
        return EventCodec.JSON.readTree(answer.body()).at("/interactions/rows").asLong();
    }

    private static void signal(String name, String pid) throws Exception {
        var kill =
                new ProcessBuilder(List.of("kill", "-" + name, pid)).inheritIO().start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("kill -" + name + " " + pid + " failed");
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
