package io.recloop.training.interactions;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recloop.kit.topics.TopicNames;
import io.recloop.training.wire.KafkaClients;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The ingest in a process of its own, to be killed: `IngestMain BOOTSTRAP PREFIX LAKE`.
public final class IngestMain {
    private IngestMain() {}

    public static void main(String[] args) throws InterruptedException {
        var ingest = ingest(args[0], args[1], Path.of(args[2]));
        ingest.start();
        // Ends with the process that started it, also when that one is killed.
        Thread.ofPlatform().daemon().start(() -> {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
            Runtime.getRuntime().halt(1);
        });
        new CountDownLatch(1).await();
    }

    static LakeIngest ingest(String bootstrap, String prefix, Path lake) {
        return ingest(bootstrap, prefix, new Lake(lake), new FixedLake(20_000, Duration.ofMillis(500), 8, 100_000));
    }

    static LakeIngest ingest(String bootstrap, String prefix, Lake lake, LakeConfig config) {
        return new LakeIngest(
                new LakeIngest.Wires(
                        lake,
                        config,
                        new KafkaClients(Map.of("bootstrap.servers", bootstrap)),
                        new TopicNames(prefix),
                        Clock.systemUTC()),
                new AlwaysHeld(),
                new SimpleMeterRegistry());
    }
}
