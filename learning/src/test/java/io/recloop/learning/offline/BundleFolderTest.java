package io.recloop.learning.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFolderTest {
    @TempDir
    Path folder;

    @Test
    void whatAKilledProcessLeftIsClearedAway() throws Exception {
        var left = abandoned("123");
        Files.writeString(Files.createDirectories(left.resolve("bundle")).resolve("items.txt"), "half");

        BundleFolder.reserve(folder.resolve("model"), false).close();

        assertThat(names()).isEmpty();
    }

    @Test
    void theBundleThatAKilledProcessWasReplacingIsPutBack() throws Exception {
        var former = Files.createDirectories(abandoned("123").resolve("former"));
        Files.writeString(former.resolve("manifest.json"), "{}");

        assertThatThrownBy(() -> BundleFolder.reserve(folder.resolve("model"), false))
                .hasMessageContaining("is not empty");

        assertThat(folder.resolve("model/manifest.json")).hasContent("{}");
        assertThat(names()).containsExactly("model");
    }

    @Test
    void whatAnotherIsWorkingOnIsLeftAlone() throws Exception {
        try (var first = BundleFolder.reserve(folder.resolve("model"), false)) {
            assertThat(first).isNotNull();
            BundleFolder.reserve(folder.resolve("model"), false).close();

            assertThat(names()).hasSize(1);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void foldersOfOthersAreLeftAlone() throws Exception {
        Files.createDirectories(folder.resolve(".model-of-mine"));

        BundleFolder.reserve(folder.resolve("model"), false).close();

        assertThat(names()).containsExactly(".model-of-mine");
    }

    private Path abandoned(String suffix) throws IOException {
        var left = Files.createDirectories(folder.resolve(".model-" + suffix));
        Files.createFile(left.resolve("lock"));
        return left;
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
