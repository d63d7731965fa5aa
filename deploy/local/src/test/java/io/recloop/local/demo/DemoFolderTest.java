package io.recloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    private Path folder;

    @Test
    void eachDemoBeginsWithNothingOfTheOneBefore() throws IOException {
        var demo = new DemoFolder(folder.resolve("demo"));
        demo.begin();
        var left = demo.dataDir().store().resolve("models").resolve("m1");
        Files.createDirectories(left);
        Files.writeString(left.resolve("factors"), "old");
        demo.begin();
        assertThat(left).doesNotExist();
        assertThat(demo.dataDir().store()).isDirectory();
    }

    @Test
    void anEmptyFolderMayBecomeADemos() {
        new DemoFolder(folder).begin();
        assertThat(new DemoFolder(folder).dataDir().keys()).isDirectory();
    }

    @Test
    void aFolderWithSomethingElseInItIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> new DemoFolder(folder).begin())
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("--data-dir");
        assertThat(folder.resolve("thesis.txt")).hasContent("years of work");
    }
}
