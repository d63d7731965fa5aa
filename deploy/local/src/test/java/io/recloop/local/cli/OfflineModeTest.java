package io.recloop.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.local.layout.LocalFailure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OfflineModeTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(textBlock = """
            train,    --offline train.csv --out model --set factors=8, true
            train,    --offline=train.csv --out model,                 true
            train,    --set factors=8,                                 false
            tune,     --offline train.csv,                             true
            evaluate, --bundle model --test test.csv,                  true
            bench,    als --data train.csv,                            true
            bench,    kernel --help,                                   true
            bench,    --help,                                          false
            """)
    void handsTheWholeLineOver(String command, String arguments, boolean meant) {
        var spec = CommandLine.Model.CommandSpec.forAnnotatedObject(
                switch (command) {
                    case "train" -> new TrainCommand();
                    case "tune" -> new TuneCommand();
                    case "evaluate" -> new EvaluateCommand();
                    default -> new BenchCommand();
                });
        var mode = (OfflineMode) spec.mixins().get(OfflineMode.MIXIN).userObject();

        new CommandLine(spec).parseArgs(arguments.split(" "));

        assertThat(mode.isMeant()).isEqualTo(meant);
        assertThat(mode.handedOver()).isEqualTo(meant ? List.of((command + " " + arguments).split(" ")) : List.of());
    }

    @Test
    void helpNeedsNoFile() {
        var spec = CommandLine.Model.CommandSpec.forAnnotatedObject(new TrainCommand());
        var mode = (OfflineMode) spec.mixins().get(OfflineMode.MIXIN).userObject();

        new CommandLine(spec).parseArgs("--offline", "--help");

        assertThat(mode.handedOver()).containsExactly("train", "--help");
    }

    @Test
    void startsTheLearningLibrarysOwnJars() throws Exception {
        var lib = Files.createDirectories(root.resolve("learning/target/lib"));

        var line = OfflineProgram.commandLine(root, " -Xmx4g  -Dx=y ");

        assertThat(line)
                .contains("-XX:MaxRAMPercentage=70", "--add-modules=jdk.incubator.vector", "-Xmx4g", "-Dx=y")
                .endsWith("io.recloop.learning.offline.Offline");
        assertThat(line.get(line.size() - 2).split(File.pathSeparator))
                .containsExactly(
                        lib.resolveSibling("*").toString(), lib.resolve("*").toString());
    }

    @Test
    void usesTheArchiveOfClassesThatTheBuildLeft() throws Exception {
        var lib = Files.createDirectories(root.resolve("learning/target/lib"));
        var without = OfflineProgram.commandLine(root, "");
        var archive = Files.createFile(lib.resolveSibling("offline.jsa"));

        assertThat(without).noneMatch(option -> option.startsWith("-XX:SharedArchiveFile"));
        assertThat(OfflineProgram.commandLine(root, "")).contains("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void aLineForAnotherCommandIsLeftToTheCommandLine() {
        for (var line : List.of("", "up --detach", "bench serving", "train --set factors=8", "models --offline")) {
            assertThat(OfflineLine.run(line.isEmpty() ? List.of() : List.of(line.split(" "))))
                    .isEmpty();
        }
    }

    @Test
    void asksForHugePagesWhereTheJvmKnowsThem() throws Exception {
        Files.createDirectories(root.resolve("learning/target/lib"));

        assertThat(OfflineProgram.commandLine(root, "").contains("-XX:+UseTransparentHugePages"))
                .isEqualTo(System.getProperty("os.name").startsWith("Linux"));
    }

    @Test
    void saysWhatToBuildWhereThereAreNone() {
        assertThatThrownBy(() -> OfflineProgram.commandLine(root, ""))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("not built: learning");
    }
}
