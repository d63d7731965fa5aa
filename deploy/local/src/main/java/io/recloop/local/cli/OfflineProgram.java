package io.recloop.local.cli;

import io.recloop.local.layout.Checkout;
import io.recloop.local.layout.LocalFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The program that trains, tunes, evaluates and measures on files alone: the learning library in a JVM of its own.
final class OfflineProgram {
    private static final String MAIN = "io.recloop.learning.offline.Offline";
    /// What the JVM says of the vector kernels' module at each start; nobody can act on it.
    private static final String INCUBATOR_WARNING = "WARNING: Using incubator modules";

    private OfflineProgram() {}

    /// Runs it on this process's terminal to its end.
    ///
    /// @return its exit code
    static int run(List<String> arguments) {
        var line = new ArrayList<>(commandLine(Checkout.root(), extraOptions()));
        line.addAll(arguments);
        try {
            var process = new ProcessBuilder(line)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            // Ctrl-C reaches both; a signal to this process alone must not leave the other behind.
            var end = new Thread(process::destroy, "offline-end");
            Runtime.getRuntime().addShutdownHook(end);
            relay(process.getErrorStream());
            int code = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
            return code;
        } catch (IOException e) {
            throw new LocalFailure("cannot start the offline program: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
    }

    /// @throws LocalFailure when the learning library is not built
    static List<String> commandLine(Path root, String extra) {
        var built = root.resolve("learning/target");
        if (!Files.isDirectory(built.resolve("lib"))) {
            throw new LocalFailure("not built: learning; run `mvn package -DskipTests` in " + root);
        }
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxRAMPercentage=70",
                "-XX:+UseParallelGC",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Drecloop.terminal=" + Terminal.isInteractive()));
        if (System.getProperty("os.name").startsWith("Linux")) {
            // Passes over gigabytes of factors take half the time; elsewhere the JVM does not know the flag.
            line.add("-XX:+UseTransparentHugePages");
        }
        var archive = built.resolve("offline.jsa");
        if (Files.exists(archive)) {
            // The launcher made it after its build; one that does not fit the jars is passed over in silence.
            line.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-Xlog:aot*=off"));
        }
        Arrays.stream(extra.strip().split("\\s+", -1))
                .filter(option -> !option.isEmpty())
                .forEach(line::add);
        line.add("-cp");
        line.add(Stream.of("*", "lib/*")
                .map(jars -> built.resolve(jars).toString())
                .collect(Collectors.joining(File.pathSeparator)));
        line.add(MAIN);
        return List.copyOf(line);
    }

    private static String extraOptions() {
        return System.getenv().getOrDefault("RECLOOP_OFFLINE_JAVA_OPTS", "");
    }

    /// Byte by byte where a line begins, so that a bar that moves is seen to move.
    private static void relay(InputStream errors) throws IOException {
        var beginning = new StringBuilder();
        var buffer = new byte[8192];
        boolean undecided = true;
        for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
            if (!undecided) {
                System.err.write(buffer, 0, read);
                System.err.flush();
                continue;
            }
            beginning.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            undecided = INCUBATOR_WARNING.startsWith(beginning.toString())
                    || (beginning.indexOf(INCUBATOR_WARNING) == 0 && beginning.indexOf("\n") < 0);
            if (!undecided) {
                int from = beginning.indexOf(INCUBATOR_WARNING) == 0 ? beginning.indexOf("\n") + 1 : 0;
                System.err.write(beginning.substring(from).getBytes(StandardCharsets.ISO_8859_1));
                System.err.flush();
            }
        }
        if (undecided && beginning.indexOf(INCUBATOR_WARNING) != 0) {
            System.err.write(beginning.toString().getBytes(StandardCharsets.ISO_8859_1));
            System.err.flush();
        }
    }
}
