package io.recloop.benchmarks.stack;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.embedded.LocalKeys;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Events per second from the topic `interactions` into monitor-service's facts, for several builds in turns.
///
/// For each round and build: topics and a database of their own, the events on the topic, then the service is started
/// on one core (`taskset`, where there is one). The clock runs from the first offset that is stored to the last. Beside
/// the rate it says how many events a second of the service's own processor time was enough for, which a busy machine
/// does not distort; the time of PostgreSQL and of the broker is not in that number. It fails where the facts are not
/// as many as the events.
///
/// Arguments: events, rounds, folders of built services (`monitor-service/target/quarkus-app`).
public final class FactsRate {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int WARM_UP = 200_000;

    private FactsRate() {}

    /// @param cpuNanos of the service
    private record Reading(long offset, long atNanos, long cpuNanos) {}

    public static void main(String[] args) throws Exception {
        int events = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        var stack = TestStack.shared();
        for (int round = 1; round <= rounds; round++) {
            for (int build = 2; build < args.length; build++) {
                measure(stack, Path.of(args[build]), round, events);
            }
        }
    }

    private static void measure(TestStack stack, Path app, int round, int events) throws Exception {
        var topics = stack.createTopics("facts");
        var database = stack.newDatabase("facts");
        produce(stack.bootstrapServers(), topics, WARM_UP + events);
        var folder = Files.createTempDirectory("facts-rate-");
        var service = start(stack, topics, database, app, folder);
        try {
            // The first events pay for compiling; they are read and not measured.
            var from = await(stack, database, service, WARM_UP, folder);
            var to = await(stack, database, service, WARM_UP + events, folder);
            long read = to.offset - from.offset;
            long facts = query(stack, database, "select sum(interactions) from monitor.interaction_fact");
            if (facts != WARM_UP + events) {
                throw new IllegalStateException("%d facts of %d events".formatted(facts, WARM_UP + events));
            }
            System.out.printf(
                    Locale.ROOT,
                    "{\"build\":\"%s\",\"round\":%d,\"events\":%d,\"eventsPerSecond\":%.0f,\"eventsPerCpuSecond\":%.0f}%n",
                    app,
                    round,
                    read,
                    read / ((to.atNanos - from.atNanos) / 1e9),
                    read / ((to.cpuNanos - from.cpuNanos) / 1e9));
        } finally {
            service.destroy();
            if (!service.waitFor(30, TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
        }
    }

    private static Process start(TestStack stack, Topics topics, String database, Path app, Path folder)
            throws IOException {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dquarkus.http.port=0",
                "-Dkafka.bootstrap.servers=" + stack.bootstrapServers(),
                "-Drecloop.topic-prefix=" + topics.prefix(),
                "-Drecloop.store-dir=" + folder.resolve("store"),
                "-Dquarkus.datasource.jdbc.url=" + database,
                "-Dquarkus.datasource.username=" + stack.user(),
                "-Dquarkus.datasource.password=" + stack.password(),
                "-Dmp.jwt.verify.publickey.location="
                        + LocalKeys.in(folder.resolve("keys")).publicKeyLocation(),
                "-jar",
                app.resolve("quarkus-run.jar").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static Reading await(TestStack stack, String database, Process service, long offset, Path folder)
            throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            long stored = stored(stack, database);
            if (stored >= offset) {
                return new Reading(
                        stored,
                        System.nanoTime(),
                        service.toHandle()
                                .info()
                                .totalCpuDuration()
                                .orElseThrow()
                                .toNanos());
            }
            if (!service.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("%d of %d events were read; see %s".formatted(stored, offset, folder));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static long stored(TestStack stack, String database) {
        try {
            return query(
                    stack,
                    database,
                    "select coalesce(sum(next_offset), 0) from monitor.consumed where topic like '%interactions'");
        } catch (IllegalStateException e) {
            // Its tables are not there yet.
            return 0;
        }
    }

    private static long query(TestStack stack, String database, String sql) {
        try (var connection = DriverManager.getConnection(database, stack.user(), stack.password());
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void produce(String bootstrap, Topics topics, int events) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 20, "batch.size", 131_072);
        var random = new SplittableRandom(7);
        var now = Instant.now();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < events; i++) {
                var event = new InteractionRecorded(
                        new UUID(random.nextLong(), random.nextLong()).toString(),
                        "default",
                        // In the order of time, as a topic has them, over the last hour.
                        now.minusMillis(3_600_000L - 3_600_000L * i / events),
                        "user-" + random.nextInt(50_000),
                        "item-" + random.nextInt(5_000),
                        Action.CLICK,
                        null,
                        null,
                        null);
                var record =
                        new ProducerRecord<>(topics.name(Topic.INTERACTIONS), event.key(), EventCodec.write(event));
                CloudEventHeaders.of(event, "/recloop/benchmarks")
                        .forEach((name, value) -> record.headers().add(name, value));
                var unused = producer.send(record);
            }
            producer.flush();
        }
    }
}
