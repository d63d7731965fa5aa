package io.recloop.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    private static final List<String> OPTIONS = List.of("-Xmx64m");
    private static final int TERMINATED = 143;
    private static final int KILLED = 137;

    @TempDir
    Path target;

    private Path application;

    @BeforeEach
    void createJar() throws IOException {
        application = Files.createDirectory(target.resolve("app"));
        Files.writeString(application.resolve("run.jar"), "one");
    }

    @Test
    void whatAServiceWroteWhenItEndedIsUsedByTheNextStart() throws IOException {
        var archive = new ClassArchive(application, OPTIONS);
        Files.writeString(written(archive.options()), "classes");

        archive.ended(TERMINATED);

        assertThat(new ClassArchive(application, OPTIONS).options().getFirst())
                .isEqualTo("-XX:SharedArchiveFile=" + archives().getFirst());
        assertThat(archives()).singleElement().satisfies(file -> assertThat(file)
                .hasContent("classes"));
    }

    @Test
    void whatAKilledServiceWroteIsDeletedAndNotAskedForAgain() throws IOException {
        var archive = new ClassArchive(application, OPTIONS);
        Files.writeString(written(archive.options()), "half of the cla");

        archive.ended(KILLED);

        assertThat(archive.options()).isEmpty();
        assertThat(archives()).allSatisfy(file -> assertThat(file).isEmptyFile());
    }

    @Test
    void anotherBuildIsNotGivenTheArchiveAndReplacesIt() throws IOException {
        var before = new ClassArchive(application, OPTIONS);
        Files.writeString(written(before.options()), "old");
        before.ended(TERMINATED);
        Files.writeString(application.resolve("run.jar"), "another");

        var after = new ClassArchive(application, OPTIONS);
        Files.writeString(written(after.options()), "new");
        after.ended(TERMINATED);

        assertThat(archives()).singleElement().satisfies(file -> assertThat(file)
                .hasContent("new"));
    }

    @Test
    void otherOptionsOfTheJvmNeedAnotherArchive() throws IOException {
        var archive = new ClassArchive(application, OPTIONS);
        Files.writeString(written(archive.options()), "classes");
        archive.ended(TERMINATED);

        assertThat(new ClassArchive(application, List.of("-Xmx128m")).options().getFirst())
                .startsWith("-XX:ArchiveClassesAtExit=");
    }

    @Test
    void anOperatorWhoHasOptionsOfTheirOwnAboutArchivesIsLeftAlone() {
        assertThat(new ClassArchive(application, List.of("-Xshare:off")).options())
                .isEmpty();
        assertThat(new ClassArchive(application, List.of("-XX:AOTCache=a.aot")).options())
                .isEmpty();
    }

    private static Path written(List<String> options) {
        return Path.of(options.getFirst().substring("-XX:ArchiveClassesAtExit=".length()));
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
