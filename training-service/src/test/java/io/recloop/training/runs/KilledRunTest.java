package io.recloop.training.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.ModelEvent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunRequested;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import io.recloop.kit.topics.TopicWriter;
import io.recloop.training.PlantedShop;
import io.recloop.training.PrefixedLog;
import io.recloop.training.TestDatabase;
import io.recloop.training.TrainingStack;
import io.recloop.training.WithoutLoops;
import io.recloop.training.interactions.LakeFixture;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.runs.Run;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// SIGKILL at the worst moments, and what the next process makes of it.
@QuarkusTest
@TestProfile(WithoutLoops.class)
@WithTestResource(TrainingStack.class)
class KilledRunTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /// Of the service in a process of its own, which is built for tests there, up to a breakpoint.
    private static final Duration START = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    private final TestStack stack = TestStack.shared();

    @Inject
    TestDatabase database;

    @Inject
    Workshop.Registry registry;

    @Inject
    TopicWriter writer;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    private Topics topics;
    private Workshop workshop;
    private FolderStore store;

    @BeforeEach
    void sendLikes() throws Exception {
        database.clear();
        topics = stack.createTopics("killed");
        workshop = new Workshop(registry, folder);
        store = new FolderStore(folder.resolve("store"));
        var shop = new PlantedShop(5, Instant.now().minus(2, ChronoUnit.DAYS));
        try (var producer = LakeFixture.clients(stack.bootstrapServers()).producer(Map.of())) {
            for (var like : shop.likes(12)) {
                var unused =
                        producer.send(new ProducerRecord<>(topics.name(Topic.INTERACTIONS), EventCodec.write(like)));
            }
            producer.flush();
        }
    }

    @AfterEach
    void everythingAnnouncedCanBeReadAndNothingIsHalf() throws Exception {
        for (var announced : announced()) {
            var bundle = folder.resolve("bundle-" + announced.generation());
            store.fetch("models/" + announced.modelId(), bundle);
            assertThat(BundleReader.read(bundle, announced.manifestSha256())
                            .manifest()
                            .modelId())
                    .isEqualTo(announced.modelId());
        }
        for (var version : store.list("datasets")) {
            assertThat(folder.resolve("store/datasets/" + version)).isDirectoryContaining("glob:**/manifest.json");
        }
        for (var model : store.list("models")) {
            assertThat(workshop.models().isKnown(model)).as(model).isTrue();
        }
        assertThat(announced()).extracting(ModelPublished::generation).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(
            value = Breakpoint.class,
            names = {"DATASET_HALF_STORED", "BUNDLE_HALF_STORED", "BUNDLE_STORED"})
    void aRunThatIsKilledBeforeItIsNotedAnnouncesNothingAndTheNextOneDoes(Breakpoint breakpoint) throws Exception {
        request("killed");
        killAt(breakpoint);
        assertThat(announced()).isEmpty();

        request("next");
        recover("next");

        assertThat(run("killed").status()).isEqualTo(Run.Status.FAILED);
        assertThat(run("killed").reason()).contains("interrupted");
        assertThat(run("next").status()).as(run("next").reason()).isEqualTo(Run.Status.SUCCEEDED);
        assertThat(announced()).singleElement().satisfies(event -> assertThat(event.modelId())
                .isEqualTo(run("next").modelId()));
        var adopted = workshop.models().newest("default", 10).stream()
                .filter(model -> model.status() == Model.Status.ADOPTED);
        assertThat(adopted).hasSize(breakpoint == Breakpoint.BUNDLE_STORED ? 1 : 0);
        assertThat(workFolders()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Breakpoint.class,
            names = {"BEFORE_ANNOUNCING", "AFTER_ANNOUNCING"})
    void anAnnouncementThatWasBegunIsSeenToItsEndOnceForReplicas(Breakpoint breakpoint) throws Exception {
        request("killed");
        killAt(breakpoint);

        request("next");
        recover("next");

        assertThat(run("killed").status()).isEqualTo(Run.Status.SUCCEEDED);
        var model = run("killed").modelId();
        assertThat(workshop.models().generations(Objects.requireNonNull(model))).containsExactly(1L);
        var of = announcements().stream()
                .filter(event -> event.modelId().equals(model))
                .toList();
        assertThat(of).isNotEmpty();
        assertThat(of)
                .extracting(ModelPublished::eventId)
                .containsOnly(of.getFirst().eventId());
        assertThat(run("next").status()).isNotEqualTo(Run.Status.FAILED);
    }

    @Test
    void aKilledTrainingGoesOnFromItsCheckpointAndReachesTheSameMetrics() throws Exception {
        request("killed");
        killAt(Breakpoint.WHILE_TRAINING);

        request("next");
        recover("next");
        request("whole", "force", "true");
        recover("whole");

        assertThat(run("killed").status()).isEqualTo(Run.Status.FAILED);
        assertThat(iterations("next", "train")).first().isEqualTo(6);
        assertThat(iterations("whole", "train")).first().isEqualTo(1);
        var resumed = Objects.requireNonNull(run("next").metrics()).candidate();
        assertThat(Objects.requireNonNull(run("whole").metrics()).candidate())
                .containsEntry("ndcg@10", resumed.get("ndcg@10"))
                .containsEntry("recall@10", resumed.get("recall@10"));
        assertThat(workshop.checkpoints()).isEmptyDirectory();
    }

    @Test
    void aKilledTrainingOfTheIncumbentsSettingsGoesOnFromItsCheckpoint() throws Exception {
        request("serving");
        recover("serving");
        request("killed", "factors", "8");
        killAt(Breakpoint.WHILE_TRAINING_THE_STAND_IN);

        request("next", "factors", "8");
        recover("next");

        assertThat(run("killed").status()).isEqualTo(Run.Status.FAILED);
        assertThat(iterations("killed", "incumbent")).first().isEqualTo(1);
        assertThat(iterations("next", "incumbent")).first().isEqualTo(6);
        assertThat(run("next").gate()).isNotNull();
        assertThat(workshop.checkpoints()).isEmptyDirectory();
    }

    private List<Integer> iterations(String runId, String phase) {
        return workshop.runs().find("default", runId).orElseThrow().iterations().stream()
                .filter(iteration -> iteration.phase().equals(phase))
                .map(Run.Iteration::iteration)
                .toList();
    }

    private void killAt(Breakpoint breakpoint) throws Exception {
        var reached = folder.resolve("reached");
        var process = start(breakpoint);
        try {
            await().atMost(START)
                    .failFast(() -> {
                        if (!process.isAlive()) {
                            throw new AssertionError(Files.readString(folder.resolve("run.log")));
                        }
                    })
                    .until(() -> Files.exists(reached));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(Breakpoint breakpoint) throws IOException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        var settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", stack.bootstrapServers(),
                "recloop.topic-prefix", topics.prefix(),
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.username", stack.user(),
                "quarkus.datasource.password", stack.password(),
                "quarkus.http.test-port", "0",
                "test.folder", folder.toString(),
                "test.breakpoint", breakpoint.name()));
        // Among them where the build has left the application's model, without which it would be resolved again.
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("quarkus-internal")
                        || name.startsWith("maven.")
                        || name.equals("java.util.logging.manager")
                        || name.equals("recloop.root")
                        || name.equals("basedir"))
                .forEach(name -> settings.put(name, System.getProperty(name)));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RunMain.class.getName()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("run.log").toFile()))
                .redirectInput(new File("/dev/null"))
                .start();
    }

    /// What a supervisor would start next, until it has told how the run ended.
    private void recover(String runId) throws Exception {
        LakeIngest ingest = LakeFixture.ingest(stack.bootstrapServers(), topics.prefix(), folder.resolve("lake"));
        ingest.start();
        var log = new PrefixedLog(writer, topics.prefix());
        try (var lease = workshop.lease()) {
            var executor = workshop.executor(ingest, store, log, Map.of(), lease);
            var thread = Thread.ofPlatform().start(executor);
            await().atMost(LIMIT)
                    .until(() -> run(runId).finishedAt() != null
                            && workshop.runs().untold().isEmpty());
            executor.stop();
            thread.join(LIMIT);
        } finally {
            ingest.close();
        }
    }

    private Run run(String runId) {
        return workshop.runs().find("default", runId).orElseThrow().run();
    }

    private void request(String runId, String... parameters) {
        var all = new HashMap<>(Map.of("iterations", "12"));
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        workshop.runs()
                .note(new RunRequested(
                        UUID.randomUUID().toString(),
                        "default",
                        Instant.now(),
                        runId,
                        Pipeline.MODEL_TRAINING,
                        "tester",
                        "a test",
                        null,
                        null,
                        all));
    }

    private List<Path> workFolders() throws IOException {
        try (var folders = Files.list(folder.resolve("work"))) {
            return folders.toList();
        }
    }

    /// One of each generation: the same announcement sent again is one for who hears it.
    private List<ModelPublished> announced() throws Exception {
        var distinct = new LinkedHashMap<String, ModelPublished>();
        announcements().forEach(event -> distinct.putIfAbsent(event.eventId(), event));
        return List.copyOf(distinct.values());
    }

    private List<ModelPublished> announcements() throws Exception {
        var topic = topics.name(Topic.MODEL_PUBLISHED);
        try (var consumer = LakeFixture.clients(stack.bootstrapServers()).consumer(Map.of())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var events = new ArrayList<ModelPublished>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var row : consumer.poll(Duration.ofMillis(100))) {
                    events.add((ModelPublished) EventCodec.read(ModelEvent.class, row.value(), Instant.now()));
                }
            }
            return events;
        }
    }
}
