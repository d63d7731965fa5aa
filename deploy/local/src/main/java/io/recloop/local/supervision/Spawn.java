package io.recloop.local.supervision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts processes that Ctrl-C in the supervisor's terminal does not reach, so that they end in order.
public final class Spawn {

    private static final long LOG_LIMIT_BYTES = 16L * 1024 * 1024;

    private Spawn() {}

    /// The process is the command itself: the shell that sets the signals aside is replaced by it. A JVM leaves
    /// a signal alone that is ignored when it starts.
    ///
    /// @param log grows; moved to `<log>.1` first when it has more than 16 MB
    public static Process command(List<String> command, Map<String, String> environment, Path log) throws IOException {
        rotate(log);
        var line = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "recloop"));
        line.addAll(command);
        var builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
