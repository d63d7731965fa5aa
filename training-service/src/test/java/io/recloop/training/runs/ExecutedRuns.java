package io.recloop.training.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunRequested;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import io.recloop.training.PlantedShop;
import io.recloop.training.RecordedLog;
import io.recloop.training.TestDatabase;
import io.recloop.training.interactions.LakeFixture;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.registry.runs.Runs;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An executor over a real broker and a real database, and what was sent to the topics.
abstract class ExecutedRuns {
    static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    final Clock clock = Clock.systemUTC();
    final RecordedLog log = new RecordedLog();
    final TestStack stack = TestStack.shared();
    Topics topics;
    LakeIngest ingest;
    Workshop workshop;

    @Inject
    TestDatabase database;

    @Inject
    Workshop.Registry registry;

    @Inject
    Runs runs;

    @Inject
    Models models;

    @BeforeEach
    void open() {
        database.clear();
        topics = stack.createTopics("runs");
        ingest = LakeFixture.ingest(stack.bootstrapServers(), topics.prefix(), folder.resolve("lake"));
        ingest.start();
        workshop = new Workshop(registry, folder);
    }

    @AfterEach
    void close() {
        ingest.close();
    }

    String reason(String runId) {
        return Objects.requireNonNull(
                runs.find("default", runId).orElseThrow().run().reason());
    }

    interface Wait {
        void run() throws Exception;
    }

    void executing(Wait wait) throws Exception {
        executing(wait, Map.of());
    }

    void executing(Wait wait, Map<String, String> settings) throws Exception {
        executing(wait, settings, new FolderStore(folder.resolve("store")));
    }

    void executing(Wait wait, Map<String, String> settings, ArtifactStore store) throws Exception {
        try (var lease = workshop.lease()) {
            var executor = workshop.executor(ingest, store, log, settings, lease);
            var thread = Thread.ofPlatform().start(executor);
            try {
                wait.run();
            } finally {
                executor.stop();
                thread.interrupt();
                thread.join(LIMIT);
            }
        }
    }

    Run.Status status(String runId) {
        return runs.find("default", runId).orElseThrow().run().status();
    }

    Map<String, String> result(String runId) {
        return runs.find("default", runId).orElseThrow().run().result();
    }

    boolean ended(String runId) {
        return runs.find("default", runId).orElseThrow().run().finishedAt() != null;
    }

    RunRequested request(String runId, Map<String, String> parameters) {
        return request(Pipeline.MODEL_TRAINING, runId, parameters);
    }

    RunRequested request(Pipeline pipeline, String runId, Map<String, String> parameters) {
        return new RunRequested(
                UUID.randomUUID().toString(),
                "default",
                clock.instant(),
                runId,
                pipeline,
                "tester",
                "a test",
                null,
                null,
                parameters);
    }

    void sendLikes() throws Exception {
        send(new PlantedShop(5, Instant.now().minus(2, ChronoUnit.DAYS)).likes(12));
    }

    void send(List<InteractionRecorded> likes) throws Exception {
        try (var producer = LakeFixture.clients(stack.bootstrapServers()).producer(Map.of())) {
            for (var like : likes) {
                var unused =
                        producer.send(new ProducerRecord<>(topics.name(Topic.INTERACTIONS), EventCodec.write(like)));
            }
            producer.flush();
        }
    }
}
