package io.recloop.training.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.training.engine.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFolderTest {
    @TempDir
    Path root;

    @Test
    void givesBackWhatWasSaved() throws Exception {
        var folder = folder();
        assertThat(folder.newest()).isEmpty();

        folder.save(checkpoint(5));

        var back = folder().newest().orElseThrow();
        assertThat(back.iteration()).isEqualTo(5);
        assertThat(back.numbers()).containsExactly(Map.entry("best", 0.25), Map.entry("rate", Double.MIN_VALUE));
        assertThat(back.arrays().get("users")).isEqualTo(users(5));
        assertThat(back.arrays().get("none")).isEmpty();
    }

    @Test
    void keepsTheLastThree() throws Exception {
        var folder = folder();
        for (int iteration = 5; iteration <= 25; iteration += 5) {
            folder.save(checkpoint(iteration));
        }

        try (var files = Files.list(root.resolve("one"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "0000000015.checkpoint", "0000000020.checkpoint", "0000000025.checkpoint");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 20, 40_000, -1})
    void passesOverOneThatWasCutShortOrChanged(int at) throws Exception {
        var folder = folder();
        folder.save(checkpoint(5));
        folder.save(checkpoint(10));
        var file = root.resolve("one/0000000010.checkpoint");
        var bytes = Files.readAllBytes(file);
        if (at < 0) {
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        } else {
            Files.write(file, Arrays.copyOf(bytes, at));
        }

        assertThat(folder.newest().orElseThrow().iteration()).isEqualTo(5);
    }

    @Test
    void anUnfinishedFileOfAKilledTrainingIsNotReadAndReplaced() throws Exception {
        var folder = folder();
        Files.createDirectories(root.resolve("one"));
        Files.write(root.resolve("one/0000000005.part"), new byte[] {1, 2, 3});

        assertThat(folder.newest()).isEmpty();
        folder.save(checkpoint(5));

        assertThat(folder.newest()).isPresent();
    }

    @Test
    void isDueEverySoOftenOrNever() {
        assertThat(folder().due(4)).isFalse();
        assertThat(folder().due(10)).isTrue();
        assertThat(new CheckpointFolder(root, 0).due(10)).isFalse();
    }

    @Test
    void nothingIsLeftAfterDeletion() throws Exception {
        var folder = folder();
        folder.delete();
        folder.save(checkpoint(5));

        folder.delete();

        assertThat(root.resolve("one")).doesNotExist();
    }

    private CheckpointFolder folder() {
        return new CheckpointFolder(root.resolve("one"), 5);
    }

    private static Checkpoint checkpoint(int iteration) {
        return new Checkpoint(
                iteration,
                Map.of("best", 0.25, "rate", Double.MIN_VALUE),
                Map.of("users", users(iteration), "none", new float[0]));
    }

    /// Longer than what is written at once.
    private static float[] users(int iteration) {
        var values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = iteration + i / 3f;
        }
        return values;
    }
}
