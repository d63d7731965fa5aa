package io.recloop.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The build that this test belongs to: the nearest JVM among the ancestors of this one, which is Maven for a fork of
/// Surefire and the IDE for a test run there; this JVM itself when there is none.
record MavenRun(long pid, long startedAtMillis) {

    private static final String FOLDER_PREFIX = "recloop-tests-";

    static MavenRun current() {
        return of(Stream.iterate(
                        ProcessHandle.current().parent(), Optional::isPresent, p -> p.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(process ->
                        process.info().command().filter(c -> c.endsWith("java")).isPresent())
                .findFirst()
                .orElseGet(ProcessHandle::current));
    }

    private static MavenRun of(ProcessHandle process) {
        return new MavenRun(
                process.pid(),
                process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L));
    }

    /// Where this run's broker and database live; absent until someone asks for them.
    Path folder() {
        return parent().resolve(FOLDER_PREFIX + pid + "-" + startedAtMillis);
    }

    /// Folders of runs that are over, left by a host that was killed.
    static Stream<Path> abandoned() throws IOException {
        try (var folders = Files.list(parent())) {
            return folders
                    .filter(folder -> folder.getFileName().toString().startsWith(FOLDER_PREFIX))
                    .filter(folder -> !isAlive(folder))
                    .toList()
                    .stream();
        }
    }

    private static boolean isAlive(Path folder) {
        var parts = folder.getFileName()
                .toString()
                .substring(FOLDER_PREFIX.length())
                .split("-", 2);
        try {
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .map(process -> of(process).startedAtMillis == Long.parseLong(parts[1]))
                    .orElse(false);
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
