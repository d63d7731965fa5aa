package io.recloop.training.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recloop.contracts.Topic;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactlyOnceTest {
    private static final int EVENTS = 300_000;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void theLakeHoldsEachEventOnceThoughIngestIsKilledTwiceAndTheBrokerRestarted() throws Exception {
        var lake = new Lake(folder.resolve("lake"));
        try (var broker = TestStack.dedicatedBroker(folder.resolve("broker")).start()) {
            var topics = new Topics("once-");
            try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                topics.create(admin);
            }
            Process ingest = start(broker.bootstrapServers());
            try (var flood = new Flood(broker.bootstrapServers(), topics.name(Topic.INTERACTIONS))) {
                flood.send(0, 100_000);
                awaitMoreThan(lake, 0);
                flood.send(100_000, 150_000);
                kill(ingest);
                long atFirstKill = offsets(lake);
                ingest = start(broker.bootstrapServers());
                awaitMoreThan(lake, atFirstKill);
                flood.send(150_000, 200_000);
                kill(ingest);
                long atSecondKill = offsets(lake);
                ingest = start(broker.bootstrapServers());
                awaitMoreThan(lake, atSecondKill);
                broker.stop();
                broker.start();
                flood.send(200_000, EVENTS);
                flood.awaitAcknowledged();
                await().atMost(LIMIT)
                        .ignoreExceptions()
                        .until(() ->
                                LakeCount.of(lake.snapshot(Topic.INTERACTIONS)).rows() >= EVENTS);
            } finally {
                kill(ingest);
            }

            var count = LakeCount.of(lake.snapshot(Topic.INTERACTIONS));
            assertThat(count.rows()).isEqualTo(EVENTS);
            assertThat(count.events()).isEqualTo(EVENTS);
            assertThat(offsets(lake)).isEqualTo(EVENTS);
        }
    }

    private Process start(String bootstrap) throws IOException {
        var console = folder.resolve("ingest.log").toFile();
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        IngestMain.class.getName(),
                        bootstrap,
                        "once-",
                        folder.resolve("lake").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console))
                .redirectInput(new File("/dev/null"))
                .start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static void awaitMoreThan(Lake lake, long offsets) {
        await().atMost(LIMIT).until(() -> offsets(lake) > offsets);
    }

    private static long offsets(Lake lake) throws IOException {
        return lake.snapshot(Topic.INTERACTIONS).coverage().nextOffsets().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
