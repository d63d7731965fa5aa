package io.recloop.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStatus;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import io.recloop.training.Configured;
import io.recloop.training.PlantedShop;
import io.recloop.training.RecordedLog;
import io.recloop.training.TestDatabase;
import io.recloop.training.dataset.DatasetArchive;
import io.recloop.training.dataset.DatasetBuilder;
import io.recloop.training.dataset.DatasetConfig;
import io.recloop.training.interactions.Lake;
import io.recloop.training.interactions.LakeConfig;
import io.recloop.training.interactions.LakeFixture;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.OpenAlerts;
import io.recloop.training.registry.Run;
import io.recloop.training.registry.Runs;
import io.recloop.training.wire.PostgresLease;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunExecutorTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final RecordedLog log = new RecordedLog();
    private final TestStack stack = TestStack.shared();
    private TestDatabase database;
    private Topics topics;
    private LakeIngest ingest;
    private Runs runs;
    private Models models;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        topics = stack.createTopics("runs");
        ingest = LakeFixture.ingest(stack.bootstrapServers(), topics.prefix(), folder.resolve("lake"));
        ingest.start();
        runs = new Runs(database.jdbi(), clock);
        models = new Models(database.jdbi(), clock);
    }

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void aRunThatAKilledServiceLeftIsToldAsInterruptedOnceAndRaisesAnAlert() throws Exception {
        runs.note(request("left", Map.of()));
        assertThat(runs.startNext("killed")).isPresent();

        for (int start = 0; start < 2; start++) {
            executing(() -> await().atMost(LIMIT)
                    .until(() -> runs.untold().isEmpty() && runs.running().isEmpty()));
        }

        assertThat(log.of(RunFinished.class)).singleElement().satisfies(end -> {
            assertThat(end.runId()).isEqualTo("left");
            assertThat(end.status()).isEqualTo(RunStatus.FAILED);
            assertThat(end.reason()).contains("interrupted");
        });
        assertThat(log.of(AlertRaised.class)).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("training-run-failed");
            assertThat(alert.source()).isEqualTo("training-service");
        });
    }

    @Test
    void anAnnouncementThatACrashPreventedIsMadeAndItsRunSucceeds() throws Exception {
        sendLikes();
        log.breakOn(ModelPublished.class::isInstance);
        runs.note(request("crashed", Map.of("iterations", "3")));
        executing(() -> await().atMost(LIMIT).until(() -> status("crashed") == Run.Status.FAILED));
        assertThat(log.of(ModelPublished.class)).isEmpty();
        // As if the process had died where the broker was away: the run is still marked as running.
        database.jdbi()
                .useHandle(handle -> handle.execute("update training.runs set status = 'RUNNING', told = false"));

        log.breakOn(event -> false);
        executing(() -> await().atMost(LIMIT).until(() -> status("crashed") == Run.Status.SUCCEEDED));

        assertThat(log.of(ModelPublished.class)).singleElement().satisfies(event -> assertThat(event.generation())
                .isEqualTo(1));
        assertThat(models.incumbent("default")).isPresent();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(log.of(RunFinished.class))
                .last()
                .satisfies(end -> assertThat(end.result()).containsEntry("generation", "1")));
    }

    @Test
    void aSuccessResolvesTheAlertOfAFailure() throws Exception {
        sendLikes();
        runs.note(request("left", Map.of()));
        runs.startNext("killed");
        runs.note(request("next", Map.of("iterations", "3")));

        executing(() ->
                await().atMost(LIMIT).until(() -> !log.of(AlertResolved.class).isEmpty()));

        assertThat(status("next")).isEqualTo(Run.Status.SUCCEEDED);
        assertThat(log.of(AlertResolved.class).getFirst().fingerprint())
                .isEqualTo(log.of(AlertRaised.class).getFirst().fingerprint());
    }

    @Test
    void aRunUnderWayIsCancelledWhenTheServiceStops() throws Exception {
        sendLikes();
        runs.note(request("long", Map.of("iterations", "1000", "factors", "512")));

        executing(() -> await().atMost(LIMIT).until(() -> log.of(RunProgressed.class).stream()
                .anyMatch(progress -> progress.stage().equals("train") && progress.fraction() > 0)));

        assertThat(status("long")).isEqualTo(Run.Status.FAILED);
        assertThat(log.of(RunFinished.class)).singleElement().satisfies(end -> assertThat(end.reason())
                .contains("cancelled"));
    }

    @Test
    void runsWaitForEachOtherInTheirOrder() throws Exception {
        for (int i = 0; i < 3; i++) {
            runs.note(request("r" + i, Map.of()));
        }

        executing(() ->
                await().atMost(LIMIT).until(() -> log.of(RunFinished.class).size() == 3));

        assertThat(log.of(RunFinished.class)).extracting(RunFinished::runId).containsExactly("r0", "r1", "r2");
        assertThat(log.of(RunFinished.class)).extracting(RunFinished::status).containsOnly(RunStatus.REFUSED);
    }

    private interface Wait {
        void run() throws Exception;
    }

    private void executing(Wait wait) throws Exception {
        try (var lease = new PostgresLease(database.source(), () -> "training-runs", clock)) {
            var executor = new RunExecutor(
                    tools(),
                    runs,
                    log,
                    new RunAlerts(log, new OpenAlerts(database.jdbi(), clock), clock),
                    new RunExecutor.Place("test", lease));
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

    private TrainingRun.Tools tools() {
        var lake = new Lake(folder.resolve("lake"));
        var store = new FolderStore(folder.resolve("store"));
        return new TrainingRun.Tools(
                ingest,
                Configured.of(LakeConfig.class),
                new DatasetBuilder(lake, Configured.of(DatasetConfig.class)),
                new DatasetArchive(store),
                models,
                new Publication(store, models, log, tenant -> 0, clock),
                Configured.of(TrainingConfig.class, Map.of("training.als.factors", "16", "training.als.threads", "2")),
                Configured.of(GateConfig.class),
                clock,
                "test");
    }

    private Run.Status status(String runId) {
        return runs.find("default", runId).orElseThrow().run().status();
    }

    private RunRequested request(String runId, Map<String, String> parameters) {
        return new RunRequested(
                UUID.randomUUID().toString(),
                "default",
                clock.instant(),
                runId,
                Pipeline.MODEL_TRAINING,
                "tester",
                "a test",
                null,
                null,
                parameters);
    }

    private void sendLikes() throws Exception {
        var shop = new PlantedShop(5, Instant.now().minus(2, ChronoUnit.DAYS));
        try (var producer = LakeFixture.clients(stack.bootstrapServers()).producer(Map.of())) {
            for (var like : shop.likes(12)) {
                var unused =
                        producer.send(new ProducerRecord<>(topics.name(Topic.INTERACTIONS), EventCodec.write(like)));
            }
            producer.flush();
        }
    }
}
