package io.recloop.contracts.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {
    @TempDir
    Path root;

    @TempDir
    Path source;

    private ArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FolderStore(root);
        Files.writeString(source.resolve("a.txt"), "one");
    }

    @Test
    void givesBackWhatWasPut(@TempDir Path fetched) throws IOException {
        assertThat(store.put("models/m-1", source)).startsWith("file:").contains("models/m-1");
        store.fetch("models/m-1", fetched);
        assertThat(fetched.resolve("a.txt")).hasContent("one");
        assertThat(store.list("models")).containsExactly("m-1");
    }

    @Test
    void neverOverwrites() throws IOException {
        store.put("models/m-1", source);
        assertThatThrownBy(() -> store.put("models/m-1", source)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void whatACrashLeftBehindIsNotListed() throws IOException {
        Files.createDirectories(root.resolve("models/.part-123"));
        store.put("models/m-1", source);
        assertThat(store.list("models")).containsExactly("m-1");
    }

    @Test
    void aFailedPutLeavesNothing() throws IOException {
        assertThatThrownBy(() -> store.put("models/m-1", source.resolve("absent")))
                .isInstanceOf(IOException.class);
        assertThat(store.list("models")).isEmpty();
        assertThat(root.resolve("models")).isEmptyDirectory();
    }

    @Test
    void whatIsNotThereCannotBeFetchedAndMayBeDeleted(@TempDir Path fetched) throws IOException {
        assertThatThrownBy(() -> store.fetch("models/m-1", fetched)).isInstanceOf(NoSuchFileException.class);
        store.delete("models/m-1");
        assertThat(store.list("models")).isEmpty();
    }

    @Test
    void deletesTheWholeFolder() throws IOException {
        store.put("models/m-1", source);
        store.delete("models/m-1");
        assertThat(root.resolve("models/m-1")).doesNotExist();
    }

    @Test
    void movesAFolderUnderAnotherKeyAndNeverOverOne(@TempDir Path fetched) throws IOException {
        store.put("models/m-1", source);
        store.put("quarantine/m-2", source);

        store.move("models/m-1", "quarantine/m-1");

        assertThat(store.list("models")).isEmpty();
        store.fetch("quarantine/m-1", fetched);
        assertThat(fetched.resolve("a.txt")).hasContent("one");
        assertThatThrownBy(() -> store.move("quarantine/m-1", "quarantine/m-2"))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> store.move("models/m-1", "quarantine/m-3")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileThatCannotBeReadIsAnErrorAndNotLeftOut(@TempDir Path fetched) throws IOException {
        store.put("models/m-1", source);
        Files.createSymbolicLink(root.resolve("models/m-1/b.txt"), root.resolve("gone"));

        assertThatThrownBy(() -> store.fetch("models/m-1", fetched))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("b.txt is no file that can be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/etc", "..", "models/../..", "models//x", "models/.part-1", "a b", "a\u0000", "models/"})
    void aKeyThatCouldLeaveTheStoreIsRefused(String key) {
        assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IllegalArgumentException.class);
    }
}
