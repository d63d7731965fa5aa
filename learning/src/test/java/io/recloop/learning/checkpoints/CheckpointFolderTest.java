package io.recloop.learning.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    private static final AlsSettings SETTINGS = AlsSettings.defaults();
    private static final CheckpointKey KEY = CheckpointKey.of("data-1", SETTINGS, "code-1");

    @TempDir
    Path parent;

    private CheckpointFolder folder;

    @BeforeEach
    void open() {
        folder = new CheckpointFolder(parent, KEY, 2);
    }

    @Test
    void whatWasSavedIsReadToTheBit() throws IOException {
        var values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(i * 107_374);
        }

        folder.save(new Checkpoint(4, Map.of("ndcg", 0.1), Map.of("users", values, "map", new float[0])));

        var read = folder.newest().orElseThrow();
        assertThat(read.iteration()).isEqualTo(4);
        assertThat(read.numbers()).containsExactly(Map.entry("ndcg", 0.1));
        assertThat(read.arrays()).containsOnlyKeys("users", "map");
        assertThat(read.arrays().get("map")).isEmpty();
        var users = read.arrays().get("users");
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.floatToRawIntBits(users[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
        }
    }

    @Test
    void isDueEverySoManyIterations() {
        assertThat(folder.due(1)).isFalse();
        assertThat(folder.due(2)).isTrue();
        assertThat(folder.due(4)).isTrue();
        assertThatThrownBy(() -> new CheckpointFolder(parent, KEY, 0)).hasMessageContaining("every");
    }

    @Test
    void aTrainingThatNeverSavedHasNothingToGoOnFrom() throws IOException {
        assertThat(folder.newest()).isEmpty();
        folder.delete();
    }

    @Test
    void theLastThreeAreKeptAndTheNewestIsRead() throws IOException {
        for (int iteration = 2; iteration <= 12; iteration += 2) {
            folder.save(state(iteration));
        }

        assertThat(files()).hasSize(3);
        assertThat(folder.newest().orElseThrow().iteration()).isEqualTo(12);
    }

    @Test
    void anyDamagedByteAndAnyLostTailIsNoticedAndTheOneBeforeIsRead() throws IOException {
        folder.save(state(2));
        folder.save(state(4));
        var newest = files().getLast();
        var whole = Files.readAllBytes(newest);
        for (int at = 0; at < whole.length; at++) {
            var damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(newest, damaged);
            assertThat(folder.newest().orElseThrow().iteration())
                    .as("byte %d", at)
                    .isEqualTo(2);
        }
        for (int length = 0; length < whole.length; length++) {
            Files.write(newest, Arrays.copyOf(whole, length));
            assertThat(folder.newest().orElseThrow().iteration())
                    .as("length %d", length)
                    .isEqualTo(2);
        }
    }

    @Test
    void anUnfinishedFileIsNotACheckpoint() throws IOException {
        folder.save(state(2));
        Files.copy(files().getFirst(), files().getFirst().resolveSibling("0000000004.checkpoint.tmp"));

        assertThat(folder.newest().orElseThrow().iteration()).isEqualTo(2);
        folder.delete();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void onlyTheVerySameTrainingGoesOn() throws IOException {
        folder.save(state(2));
        var others = List.of(
                CheckpointKey.of("data-2", SETTINGS, "code-1"),
                CheckpointKey.of("data-1", SETTINGS.with("factors", 32), "code-1"),
                CheckpointKey.of("data-1", SETTINGS, "code-2"));

        for (var other : others) {
            assertThat(new CheckpointFolder(parent, other, 2).newest()).isEmpty();
        }
        var moved = parent.resolve(others.getFirst().value());
        Files.move(parent.resolve(KEY.value()), moved);
        assertThat(new CheckpointFolder(parent, others.getFirst(), 2).newest()).isEmpty();
        assertThat(CheckpointKey.of("data-1", SETTINGS.withThreads(7), "code-1"))
                .isEqualTo(KEY);
    }

    @Test
    void aFinishedTrainingLeavesNothing() throws IOException {
        folder.save(state(2));

        folder.delete();

        assertThat(parent).isEmptyDirectory();
        assertThat(folder.newest()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeIsAnError() throws IOException {
        var file = Files.createFile(parent.resolve("taken"));

        assertThatThrownBy(() -> new CheckpointFolder(file, KEY, 2).save(state(2)))
                .isInstanceOf(IOException.class);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(parent.resolve(KEY.value()))) {
            return files.sorted().toList();
        }
    }

    private static Checkpoint state(int iteration) {
        return new Checkpoint(iteration, Map.of("a", 1.5), Map.of("users", new float[] {iteration, 2, 3}));
    }
}
