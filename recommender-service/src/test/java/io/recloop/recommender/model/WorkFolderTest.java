package io.recloop.recommender.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @TempDir
    Path parent;

    @Test
    void aProcessThatWasKilledInTheMiddleOfAFetchLeavesNothingAtTheNextStart() throws IOException {
        var killed = Files.createDirectories(parent.resolve("recloop-bundles-killed/bundle-1"));
        Files.writeString(killed.resolve("item_factors.npy"), "half of it");
        Files.createFile(killed.resolveSibling("lock"));
        var next = new WorkFolder(parent).next();
        assertThat(next).isEmptyDirectory();
        assertThat(killed.getParent()).doesNotExist();
    }

    @Test
    void theFolderOfAProcessThatLivesIsLeftAlone() throws IOException {
        var living = new WorkFolder(parent).next();
        new WorkFolder(parent).next();
        assertThat(living).isDirectory();
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws IOException {
        var foreign = Files.createDirectories(parent.resolve("recloop-keys"));
        var unlocked = Files.createDirectories(parent.resolve("recloop-bundles-just-made"));
        new WorkFolder(parent).next();
        assertThat(foreign).isDirectory();
        assertThat(unlocked).isDirectory();
    }

    @Test
    void everyBundleHasAFolderOfItsOwnAndTheEndRemovesThem() throws IOException {
        var work = new WorkFolder(parent);
        assertThat(work.next()).isNotEqualTo(work.next());
        work.stop(new ShutdownEvent());
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aFolderThatWasSweptAwayIsMadeAgain() throws IOException {
        var work = new WorkFolder(parent);
        WorkFolder.delete(work.next().getParent());
        assertThat(work.next()).isEmptyDirectory();
    }

    @Test
    void aParentThatIsNoFolderIsAFailureThatSaysSo() throws IOException {
        var file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> new WorkFolder(file).next()).isInstanceOf(IOException.class);
    }
}
