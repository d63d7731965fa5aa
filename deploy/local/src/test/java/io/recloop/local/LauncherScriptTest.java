package io.recloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.local.layout.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The script itself in a checkout made for the test, with a JDK and a Maven that only say how they were called.
class LauncherScriptTest {

    private static final List<String> TOOLS = List.of(
            "sh",
            "dirname",
            "readlink",
            "sed",
            "find",
            "head",
            "grep",
            "date",
            "mkdir",
            "touch",
            "tail",
            "mv",
            "tee",
            "cat",
            "awk",
            "sort");

    @TempDir
    Path folder;

    private Path checkout;
    private Path tools;

    @BeforeEach
    void createCheckout() throws Exception {
        checkout = Files.createDirectories(folder.resolve("a check out"));
        Files.copy(script(), checkout.resolve("recloop"));
        executable(checkout.resolve("recloop"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.createDirectories(checkout.resolve("deploy/local/src/main"));
        Files.writeString(checkout.resolve("deploy/local/src/main/A.java"), "class A {}");
        jdk("jdk", 25);
        tools = Files.createDirectories(folder.resolve("tools"));
        for (var tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), which(tool));
        }
    }

    @Test
    void isSoundForThePosixShell() throws Exception {
        assertThat(run(folder, List.of("sh", "-n", script().toString())).code()).isZero();
    }

    @Test
    void runsTheCommandLineWithItsArgumentsFromAnyFolder() throws Exception {
        build();

        var said = recloop(folder, "import", "my file.csv", "--json");

        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text())
                .contains("[-Drecloop.root=" + checkout.toRealPath() + "]")
                .contains("[io.recloop.local.Recloop] [import] [my file.csv] [--json]");
    }

    @Test
    void findsItsCheckoutThroughASymbolicLink() throws Exception {
        build();
        var bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("first"), checkout.resolve("recloop"));
        Files.createSymbolicLink(bin.resolve("rl"), Path.of("first"));

        var said = run(folder, List.of(bin.resolve("rl").toString(), "status"));

        assertThat(said.text())
                .contains("[-Drecloop.root=" + checkout.toRealPath() + "]")
                .contains("[status]");
    }

    @Test
    void buildsWhatIsNotBuilt() throws Exception {
        maven(0);

        var said = recloop(checkout, "status");

        assertThat(said.text())
                .contains("building, because not built yet")
                .contains("built in ")
                .contains("[io.recloop.local.Recloop] [status]");
        assertThat(Files.readString(checkout.resolve("maven-called"))).contains("package");
        assertThat(checkout.resolve("target/recloop-built")).exists();
    }

    @Test
    void buildsAgainWhenASourceIsNewerAndOnlyThen() throws Exception {
        build();
        maven(0);
        assertThat(recloop(checkout, "status").text()).doesNotContain("building");

        Files.setLastModifiedTime(
                checkout.resolve("deploy/local/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(recloop(checkout, "status").text())
                .contains("building, because deploy/local/src/main/A.java has changed");
    }

    @Test
    void saysThatMavenIsMissingInOneLine() throws Exception {
        var said = recloop(checkout, "status");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.text().strip())
                .contains("there is no Maven on the PATH")
                .hasLineCount(1);
    }

    @Test
    void saysWhyTheBuildFailed() throws Exception {
        maven(1);

        var said = recloop(checkout, "status");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.text()).contains("[ERROR] it does not compile").contains("the build failed; its log is");
        assertThat(checkout.resolve("target/recloop-built")).doesNotExist();
    }

    @Test
    void passesOverAJdkThatIsTooOld() throws Exception {
        build();
        var old = jdk("old jdk", 17);
        Files.createSymbolicLink(tools.resolve("java"), folder.resolve("jdk/bin/java"));

        var said = run(folder, List.of(checkout.resolve("recloop").toString(), "status"), old);

        assertThat(said.text()).contains("java of " + folder.resolve("jdk").toRealPath());
    }

    @Test
    void testAddsTheCountsUpAndFailsWithTheBuild() throws Exception {
        maven(0);
        var reports = Files.createDirectories(checkout.resolve("a/target/surefire-reports"));
        var report = """
                <?xml version="1.0"?>
                <testsuite name="x" time="1.5" tests="%d" errors="0" skipped="1" failures="%d">
                  <testcase name="a" classname="io.x.OneTest" time="0.1">
                    <skipped message="there is no python3"><![CDATA[...]]></skipped>
                  </testcase>
                """;
        newer(Files.writeString(reports.resolve("TEST-one.xml"), report.formatted(12, 0)));
        newer(Files.writeString(reports.resolve("TEST-two.xml"), report.formatted(30, 2)));

        var passed = recloop(folder, "test");
        assertThat(passed.code()).isZero();
        assertThat(passed.text())
                .contains("recloop: 42 tests in")
                .contains("38 passed, 2 failed, 2 skipped\n")
                .contains("skipped: io.x.OneTest: there is no python3");
        assertThat(Files.readString(checkout.resolve("maven-called"))).contains("verify");

        maven(1);
        var failed = recloop(folder, "test");
        assertThat(failed.code()).isEqualTo(2);
        assertThat(failed.text()).contains("the tests did not pass");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            message="off for now" type="x"/>                              | off for now
            type="x"><![CDATA[x.Aborted: Assumption failed: no data\\n\\tat a.B | no data
            type="x"><![CDATA[x.Aborted: \\nassumption was not met due to: [no data] \\nExpecting | [no data]
            type="x"><![CDATA[x.Aborted\\n\\tat a.B                        | no reason given
            />                                                            | no reason given
            """)
    void testSaysWhyATestWasSkippedWhereverSurefirePutsIt(String skipped, String why) throws Exception {
        maven(0);
        var reports = Files.createDirectories(checkout.resolve("a/target/surefire-reports"));
        newer(Files.writeString(
                reports.resolve("TEST-one.xml"),
                "<testsuite name=\"x\" tests=\"1\" errors=\"0\" skipped=\"1\" failures=\"0\">\n"
                        + "<testcase name=\"a\" classname=\"io.x.OneTest\" time=\"0\">\n<skipped "
                        + skipped.translateEscapes() + "\n</testcase>\n"));

        assertThat(recloop(folder, "test").text().lines())
                .anyMatch(line -> line.strip().equals("skipped: io.x.OneTest: " + why));
    }

    private void newer(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private void build() throws IOException {
        Files.createDirectories(checkout.resolve("deploy/local/target/lib"));
        Files.createDirectories(checkout.resolve("learning/target/lib"));
        Files.writeString(checkout.resolve("deploy/local/target/local-1.jar"), "");
        for (var service : Service.values()) {
            var jar = service.jar(checkout);
            Files.createDirectories(jar.resolveSibling(""));
            Files.writeString(jar, "");
        }
        Files.createDirectories(checkout.resolve("target"));
        Files.writeString(checkout.resolve("target/recloop-built"), "");
    }

    private Path jdk(String name, int release) throws IOException {
        var bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
        Files.writeString(
                bin.resolve("java"),
                "#!/bin/sh\necho \"java of $JAVA_HOME\"\nfor a in \"$@\"; do printf '[%s] ' \"$a\"; done\n");
        Files.writeString(bin.resolve("javac"), "#!/bin/sh\necho javac " + release + "\n");
        executable(bin.resolve("java"));
        executable(bin.resolve("javac"));
        Files.writeString(folder.resolve(name).resolve("release"), "JAVA_VERSION=\"" + release + ".0.1\"\n");
        return folder.resolve(name);
    }

    /// Builds nothing but the file that the launcher looks for.
    private void maven(int exitCode) throws IOException {
        var mvn = tools.resolve("mvn");
        Files.writeString(
                mvn,
                "#!/bin/sh\necho \"$@\" >maven-called\n"
                        + (exitCode == 0
                                ? "mkdir -p deploy/local/target/lib && touch deploy/local/target/local-1.jar\n"
                                : "echo '[ERROR] it does not compile'\n")
                        + "exit " + exitCode + "\n");
        executable(mvn);
    }

    private record Said(int code, String text) {}

    private Said recloop(Path from, String... arguments) throws Exception {
        var line = new ArrayList<>(List.of(checkout.resolve("recloop").toString()));
        line.addAll(List.of(arguments));
        return run(from, line);
    }

    private Said run(Path from, List<String> line) throws Exception {
        return run(from, line, folder.resolve("jdk"));
    }

    private Said run(Path from, List<String> line, Path javaHome) throws Exception {
        var builder = new ProcessBuilder(line).directory(from.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("HOME", folder.toString());
        // Set where the suite runs inside `recloop test`.
        builder.environment().remove("RECLOOP_IN_BUILD");
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes());
        return new Said(process.waitFor(), text);
    }

    private static Path script() {
        return Path.of(System.getProperty("recloop.root", "../.."))
                .resolve("recloop")
                .toAbsolutePath();
    }

    private static Path which(String tool) {
        for (var place : List.of("/usr/bin", "/bin")) {
            if (Files.exists(Path.of(place, tool))) {
                return Path.of(place, tool);
            }
        }
        throw new IllegalStateException("no " + tool + " on this machine");
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
