package io.recloop.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What PostgreSQL's own files say about the server that uses a data folder.
record PostgresFolder(Path path) {

    /// How far the kernel's idea of a process's start and PostgreSQL's may differ: both round, one counts from boot.
    private static final Duration START_TOLERANCE = Duration.ofSeconds(10);

    private static final int START_LINE = 2;

    boolean isInitialised() {
        return Files.exists(path.resolve("PG_VERSION"));
    }

    /// The major release that wrote the folder, `18` for instance.
    String majorRelease() throws IOException {
        return Files.readString(path.resolve("PG_VERSION")).strip();
    }

    /// The living server of this folder.
    ///
    /// A file left by a killed server may name a process id that now belongs to somebody else: command and
    /// start time have to agree.
    Optional<ProcessHandle> server() {
        List<String> lines;
        try {
            lines = Files.readAllLines(path.resolve("postmaster.pid"));
        } catch (IOException e) {
            return Optional.empty();
        }
        if (lines.size() <= START_LINE) {
            return Optional.empty();
        }
        var started = Instant.ofEpochSecond(Long.parseLong(lines.get(START_LINE).strip()));
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .command()
                        .map(c -> c.endsWith("postgres"))
                        .orElse(true))
                .filter(process -> process.info()
                        .startInstant()
                        .map(actual -> Duration.between(started, actual).abs().compareTo(START_TOLERANCE) <= 0)
                        .orElse(true));
    }
}
