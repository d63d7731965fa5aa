package io.recloop.training.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recloop.contracts.Topic;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeIngestTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final FixedLake PATIENT = new FixedLake(1_000_000, Duration.ofHours(1), 4, 100_000);

    @TempDir
    Path folder;

    private final TestStack stack = TestStack.shared();
    private Lake lake;
    private Topics topics;

    @BeforeEach
    void createTopics() {
        lake = new Lake(folder.resolve("lake"));
        topics = stack.createTopics("lake");
    }

    @Test
    void whoCatchesUpNeedNotWaitForSizeOrAge() throws Exception {
        try (var ingest = start(PATIENT)) {
            send(0, 1_000);

            ingest.catchUp(LIMIT);

            assertThat(count()).isEqualTo(new LakeCount(1_000, 1_000));
        }
    }

    @Test
    void manySmallSegmentsBecomeOneAndNothingIsLost() throws Exception {
        try (var ingest = start(PATIENT)) {
            for (int round = 0; round < 6; round++) {
                send(round * 200, (round + 1) * 200);
                ingest.catchUp(LIMIT);
            }

            assertThat(count()).isEqualTo(new LakeCount(1_200, 1_200));
            // Four partitions of six segments each without merging.
            assertThat(lake.snapshot(Topic.INTERACTIONS).coverage().segments()).isLessThan(16);
        }
    }

    @Test
    void whatASenderRepeatsIsOneEvent() throws Exception {
        try (var ingest = start(PATIENT)) {
            send(0, 500);
            send(0, 500);

            ingest.catchUp(LIMIT);

            assertThat(count()).isEqualTo(new LakeCount(1_000, 500));
        }
    }

    @Test
    void aStoppedIngestWritesWhatItHasRead() throws Exception {
        send(0, 300);
        try (var ingest = start(PATIENT)) {
            await().atMost(LIMIT)
                    .until(() -> ingest.health(Topic.INTERACTIONS).condition().equals("READING"));
            ingest.catchUp(LIMIT);
            send(300, 400);
            await().atMost(LIMIT).until(() -> ingest.health(Topic.INTERACTIONS).lag() == 0);
        }
        try (var again = start(PATIENT)) {
            again.catchUp(LIMIT);
        }
        assertThat(count()).isEqualTo(new LakeCount(400, 400));
    }

    @Test
    void aTopicThatWasCreatedAgainBeginsAnEpochAndWhatWasReadStays() throws Exception {
        send(0, 400);
        try (var ingest = start(PATIENT)) {
            ingest.catchUp(LIMIT);
        }
        try (var admin = stack.admin()) {
            admin.deleteTopics(List.of(topics.name(Topic.INTERACTIONS))).all().get();
            await().atMost(LIMIT)
                    .until(() -> !admin.listTopics().names().get().contains(topics.name(Topic.INTERACTIONS)));
            topics.create(admin);
        }
        send(400, 500);
        try (var ingest = start(PATIENT)) {
            ingest.catchUp(LIMIT);
        }

        assertThat(count()).isEqualTo(new LakeCount(500, 500));
        assertThat(lake.snapshot(Topic.INTERACTIONS).coverage().epoch()).contains("epoch-0002");
    }

    @Test
    void aBrokerThatLostItsTailAndGotAsManyEventsSinceIsNoticedAndNothingIsWritten() throws Exception {
        send(0, 400);
        try (var ingest = start(PATIENT)) {
            ingest.catchUp(LIMIT);
        }
        LakeFixture.withOtherEvents(lake);
        send(400, 500);

        try (var ingest = start(PATIENT)) {
            await().atMost(LIMIT)
                    .until(() -> ingest.health(Topic.INTERACTIONS).condition().equals("FAILING"));
            assertThat(ingest.health(Topic.INTERACTIONS).message())
                    .contains("the lake holds event lost-")
                    .contains("the broker has lost records and got others since");
        }
        assertThat(count()).isEqualTo(new LakeCount(400, 400));
    }

    @Test
    void aMissingSegmentIsSaidAndNothingIsWrittenOverIt() throws Exception {
        try (var ingest = start(new FixedLake(1_000_000, Duration.ofHours(1), 100, 100_000))) {
            for (int round = 0; round < 3; round++) {
                send(round * 400, (round + 1) * 400);
                ingest.catchUp(LIMIT);
            }
        }
        try (var files = Files.walk(lake.root().resolve("interactions"))) {
            var second = files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            Files.delete(second);
        }

        assertThatThrownBy(() -> lake.snapshot(Topic.INTERACTIONS))
                .isInstanceOf(BrokenLakeException.class)
                .hasMessageContaining("begins at offset");
        try (var ingest = start(PATIENT)) {
            await().atMost(LIMIT)
                    .until(() -> ingest.health(Topic.INTERACTIONS).condition().equals("FAILING"));
            assertThat(ingest.health(Topic.INTERACTIONS).message()).contains("restore it");
        }
    }

    @Test
    void whatACrashLeftHalfWrittenIsRemoved() throws Exception {
        send(0, 100);
        try (var ingest = start(PATIENT)) {
            ingest.catchUp(LIMIT);
        }
        var part =
                lake.root().resolve("interactions/epoch-0001/0/00000000000000000000-00000000000000000099.parquet.part");
        Files.writeString(part, "half");

        try (var ingest = start(PATIENT)) {
            ingest.catchUp(LIMIT);
            await().atMost(LIMIT)
                    .until(() -> ingest.health(Topic.INTERACTIONS).condition().equals("READING"));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(part).doesNotExist());
        }
        assertThat(count()).isEqualTo(new LakeCount(100, 100));
    }

    private LakeIngest start(LakeConfig config) {
        var ingest = IngestMain.ingest(stack.bootstrapServers(), topics.prefix(), lake, config);
        ingest.start();
        return ingest;
    }

    private void send(int from, int to) throws Exception {
        try (var flood = new Flood(stack.bootstrapServers(), topics.name(Topic.INTERACTIONS))) {
            flood.send(from, to);
            flood.awaitAcknowledged();
        }
    }

    private LakeCount count() throws Exception {
        return LakeCount.of(lake.snapshot(Topic.INTERACTIONS));
    }
}
